// Figures have the decimals that the printed table gives them.
#include "detector/evaluation/sheet_json.h"

#include "detector/reports/json_writer.h"

namespace calque::evaluation {
namespace {

using reports::JsonWriter;

constexpr int kShareDecimals = 6;

void WriteFixed(const char* key, double value, int decimals, JsonWriter* json) {
  json->Key(key);
  json->Fixed(value, decimals);
}

void WriteCount(const char* key, std::uint64_t value, JsonWriter* json) {
  json->Key(key);
  json->Unsigned(value);
}

struct CellWriter {
  JsonWriter* json;

  void operator()(std::monostate) const { json->Null(); }
  void operator()(const std::string& text) const { json->String(text); }
  void operator()(std::uint64_t count) const { json->Unsigned(count); }
  void operator()(const Number& number) const { json->Fixed(number.value, number.decimals); }
  void operator()(const Estimate& estimate) const {
    json->BeginObject();
    WriteFixed("value", estimate.value, estimate.decimals, json);
    WriteFixed("low", estimate.interval.low, estimate.decimals, json);
    WriteFixed("high", estimate.interval.high, estimate.decimals, json);
    json->EndObject();
  }
  void operator()(const Share& share) const {
    const Interval interval = WilsonInterval(share.count, share.of);
    json->BeginObject();
    WriteCount("count", share.count, json);
    WriteCount("of", share.of, json);
    WriteFixed("low", interval.low, kShareDecimals, json);
    WriteFixed("high", interval.high, kShareDecimals, json);
    json->EndObject();
  }
};

void WriteTable(const Table& table, JsonWriter* json) {
  json->BeginObject();
  json->Key("title");
  json->String(table.title);
  json->Key("note");
  json->String(table.note);
  json->Key("rows");
  json->BeginArray();
  for (const std::vector<Cell>& row : table.rows) {
    json->BeginObject();
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      json->Key(table.columns[c].key);
      std::visit(CellWriter{json}, row[c]);
    }
    json->EndObject();
  }
  json->EndArray();
  json->EndObject();
}

void WritePlot(const Plot& plot, JsonWriter* json) {
  json->BeginObject();
  json->Key("title");
  json->String(plot.title);
  json->Key("series");
  json->BeginArray();
  for (const Series& series : plot.series) {
    json->BeginObject();
    json->Key("name");
    json->String(series.name);
    json->Key("points");
    json->BeginArray();
    for (const Point& point : series.points) {
      json->BeginArray();
      json->Fixed(point.x, kShareDecimals);
      json->Fixed(point.y, kShareDecimals);
      json->EndArray();
    }
    json->EndArray();
    json->EndObject();
  }
  json->EndArray();
  json->EndObject();
}

}  // namespace

std::string SheetJson(const Sheet& sheet) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject();
  WriteCount("schema", 1, &json);
  json.Key("calque");
  json.String(sheet.calque);
  json.Key("pack");
  json.String(sheet.pack);
  json.Key("texts");
  json.BeginObject();
  WriteCount("honest", sheet.honest, &json);
  WriteCount("machine", sheet.machine, &json);
  json.EndObject();
  json.Key("notes");
  json.BeginArray();
  for (const std::string& note : sheet.notes) json.String(note);
  json.EndArray();
  json.Key("tables");
  json.BeginObject();
  for (const Table& table : sheet.tables) {
    json.Key(table.key);
    WriteTable(table, &json);
  }
  json.EndObject();
  json.Key("curves");
  json.BeginArray();
  for (const Plot& plot : sheet.plots) WritePlot(plot, &json);
  json.EndArray();
  json.EndObject();
  out += '\n';
  return out;
}

}  // namespace calque::evaluation
