// One JSON object a line; see the header.
#include "detector/reports/text_writer.h"

#include "detector/reports/json_writer.h"

namespace calque::reports {

void AppendText(std::string_view text, const RecordSource& source, std::string* out) {
  JsonWriter json(out);
  json.BeginObject();
  json.Key("id");
  json.String(source.id);
  json.Key("path");
  json.String(source.path);
  json.Key("record");
  json.Unsigned(source.record);
  if (!source.url.empty()) {
    json.Key("url");
    json.String(source.url);
  }
  json.Key("text");
  json.String(text);
  json.EndObject();
  out->push_back('\n');
}

}  // namespace calque::reports
