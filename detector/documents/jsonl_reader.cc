// JSON Lines with simdjson's DOM parser, a line at a time; the only file that
// knows simdjson. Its own document stream loses all lines after a broken one.
//
// DOM rather than on-demand: it checks the whole line, so a record whose tail is
// garbage is refused no matter which key the text stands under.
#include "detector/documents/jsonl_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

#include "detector/documents/valid_utf8.h"

namespace calque::documents {
namespace {

static_assert(kLinePadding >= simdjson::SIMDJSON_PADDING);

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kBlank = " \t\r";
constexpr std::size_t kEscapeLength = 6;  // \uXXXX

// The code unit of an escape "\uXXXX" at `at`; nullopt when there is none.
std::optional<unsigned> EscapedUnit(std::string_view json, std::size_t at) {
  if (at + kEscapeLength > json.size() || json[at] != '\\' || json[at + 1] != 'u') return {};
  unsigned unit = 0;
  for (const char c : json.substr(at + 2, 4)) {
    const auto lower = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9') {
      unit = unit * 16 + static_cast<unsigned>(c - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      unit = unit * 16 + static_cast<unsigned>(lower - 'a' + 10);
    } else {
      return {};
    }
  }
  return unit;
}

bool IsHighSurrogate(unsigned unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool IsLowSurrogate(unsigned unit) { return unit >= 0xDC00 && unit < 0xE000; }

std::string BaseName(const std::string& path) {
  return path.substr(path.find_last_of('/') + 1);  // npos + 1 is 0
}

// Strings and integers as text; everything else as nothing.
void AssignScalar(const simdjson::dom::element& value, std::string* out) {
  out->clear();
  if (value.is_string()) {
    out->assign(value.get_string().value_unsafe());
  } else if (value.is_int64()) {
    *out = std::to_string(value.get_int64().value_unsafe());
  } else if (value.is_uint64()) {
    *out = std::to_string(value.get_uint64().value_unsafe());
  }
}

// The bytes before code point number `count` of `text`, which is valid UTF-8.
std::size_t BytesBefore(std::uint64_t count, std::string_view text) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const bool first = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    if (first && count-- == 0) return at;
  }
  return count == 0 ? at : text.size() + 1;
}

// False when `value` is no span within `text`.
bool ReadGoldSpan(const simdjson::dom::element& value, std::string_view text, GoldSpan* gold) {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  const bool bytes = value["begin_byte"].get(begin) == simdjson::SUCCESS &&
                     value["end_byte"].get(end) == simdjson::SUCCESS;
  if (!bytes) {
    if (value["begin"].get(begin) != simdjson::SUCCESS) return false;
    if (value["end"].get(end) != simdjson::SUCCESS) return false;
    begin = BytesBefore(begin, text);
    end = BytesBefore(end, text);
  }
  std::string_view original;
  if (value["original"].get(original) == simdjson::SUCCESS) gold->original.assign(original);
  gold->span = {begin, end};
  return begin < end && end <= text.size();
}

bool ReadGoldSpans(const simdjson::dom::element& value, Document* document) {
  simdjson::dom::array spans;
  if (value.get(spans) != simdjson::SUCCESS) return false;
  for (const simdjson::dom::element& span : spans) {
    if (!ReadGoldSpan(span, document->text, &document->spans.emplace_back())) return false;
  }
  return true;
}

}  // namespace

// The fields of a record that can be at fault.
struct JsonFields {
  std::optional<simdjson::dom::element> text;
  std::optional<simdjson::dom::element> spans;
};

// One parsed line. The parser's memory and the copy of a mended line are kept
// from line to line.
class JsonLine {
 public:
  // Parses `line`, behind which kLinePadding bytes can be read.
  simdjson::error_code Parse(std::string_view line) {
    repairs_ = 0;
    simdjson::error_code code = ParsePadded(line);
    if (code != simdjson::UTF8_ERROR && code != simdjson::STRING_ERROR) return code;
    mended_.assign(line);
    repairs_ = ReplaceInvalidUtf8(&mended_);
    repairs_ += ReplaceLoneSurrogates(&mended_);
    if (repairs_ == 0) return code;
    mended_.append(kLinePadding, '\0');
    const auto length = mended_.size() - kLinePadding;
    return ParsePadded(std::string_view(mended_).substr(0, length));
  }

  const simdjson::dom::element& root() const { return root_; }
  std::uint64_t repairs() const { return repairs_; }

 private:
  simdjson::error_code ParsePadded(std::string_view line) {
    // The parser grows to the exact length of each longer line; leap instead.
    if (line.size() > parser_.capacity()) {
      if (auto code = parser_.allocate(std::bit_ceil(std::max<std::size_t>(line.size(), 4096)))) {
        return code;
      }
    }
    return parser_.parse(line.data(), line.size(), false).get(root_);
  }

  simdjson::dom::parser parser_;
  simdjson::dom::element root_;
  std::string mended_;
  std::uint64_t repairs_ = 0;
};

std::uint64_t ReplaceLoneSurrogates(std::string* json) {
  std::uint64_t replaced = 0;
  std::size_t at = json->find('\\');
  while (at != std::string::npos) {
    const unsigned unit = EscapedUnit(*json, at).value_or(0);
    std::size_t length = 2;
    if (IsHighSurrogate(unit) &&
        IsLowSurrogate(EscapedUnit(*json, at + kEscapeLength).value_or(0))) {
      length = 2 * kEscapeLength;
    } else if (IsHighSurrogate(unit) || IsLowSurrogate(unit)) {
      json->replace(at, kEscapeLength, "\\ufffd");
      ++replaced;
    }
    at = json->find('\\', at + length);
  }
  return replaced;
}

bool IsJsonObject(std::string_view line) {
  std::string padded(line);
  padded.append(kLinePadding, '\0');
  JsonLine json;
  return json.Parse({padded.data(), line.size()}) == simdjson::SUCCESS && json.root().is_object();
}

JsonlReader::JsonlReader(std::unique_ptr<ByteStream> stream, JsonKeys keys, std::size_t max_line)
    : lines_(std::move(stream), max_line),
      keys_(std::move(keys)),
      base_name_(BaseName(lines_.name())),
      json_(std::make_unique<JsonLine>()),
      max_line_(max_line) {}

JsonlReader::~JsonlReader() = default;

bool JsonlReader::Fetch(Document* document) {
  if (ended_) return false;
  Line line;
  if (NextLine(&line)) {
    Start(line.offset, document);
    document->line = line.number;
    ReadRecord(line, document);
    if (line.cut && document->error) {
      // The damage of the input is why this line is broken; say that, once.
      document->error = lines_.failure();
      ended_ = true;
    }
    return true;
  }
  ended_ = true;
  if (!lines_.failure()) return false;
  Start(lines_.offset(), document);
  document->error = lines_.failure();
  return true;
}

// The next line that is not blank.
bool JsonlReader::NextLine(Line* line) {
  while (lines_.Next(line)) {
    if (line->number == 1 && line->text.starts_with(kUtf8Mark)) {
      line->text.remove_prefix(kUtf8Mark.size());
    }
    if (line->too_long || line->text.find_first_not_of(kBlank) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

void JsonlReader::Start(std::uint64_t offset, Document* document) {
  document->Clear();
  document->path = lines_.name();
  document->charset = "utf-8";
  document->record = records_++;
  document->offset = offset;
  document->id.assign(base_name_).append("#").append(std::to_string(document->record));
}

void JsonlReader::ReadRecord(const Line& line, Document* document) {
  if (line.too_long) {
    document->error = LineError(line, ErrorCode::kResourceExhausted,
                                "the line has " + std::to_string(line.length) +
                                    " bytes and the limit is " + std::to_string(max_line_));
    return;
  }
  if (const simdjson::error_code code = json_->Parse(line.text); code != simdjson::SUCCESS) {
    document->error = LineError(line, ErrorCode::kDataLoss,
                                std::string("not JSON: ") + simdjson::error_message(code));
    return;
  }
  document->repairs = json_->repairs();
  simdjson::dom::object object;
  if (json_->root().get(object) != simdjson::SUCCESS) {
    document->error = LineError(line, ErrorCode::kInvalidArgument, "JSON, but not an object");
    return;
  }
  JsonFields fields;
  std::string id;
  for (const auto& [key, value] : object) {
    if (key == keys_.text) fields.text = value;
    if (!keys_.spans.empty() && key == keys_.spans) fields.spans = value;
    if (key == keys_.id) AssignScalar(value, &id);
    if (key == keys_.url) AssignScalar(value, &document->url);
    if (key == "label") AssignScalar(value, &document->label);
    if (key == "domain") AssignScalar(value, &document->domain);
    if (key == "group") AssignScalar(value, &document->group);
    if (key == "system") AssignScalar(value, &document->system);
    if (key == "pair") AssignScalar(value, &document->pair);
  }
  if (!id.empty()) document->id.swap(id);
  ReadText(line, fields, document);
}

void JsonlReader::ReadText(const Line& line, const JsonFields& fields, Document* document) {
  if (!fields.text || !fields.text->is_string()) {
    const char* fault = fields.text ? "\" is not a string" : "\" is missing";
    document->error = LineError(line, ErrorCode::kInvalidArgument, "\"" + keys_.text + fault);
    return;
  }
  document->text.assign(fields.text->get_string().value_unsafe());
  if (!fields.spans || ReadGoldSpans(*fields.spans, document)) return;
  document->text.clear();
  document->error =
      LineError(line, ErrorCode::kInvalidArgument,
                "\"" + keys_.spans +
                    "\" is not a list of objects with begin_byte < end_byte (or begin < "
                    "end, in code points) within the text");
}

Error JsonlReader::LineError(const Line& line, ErrorCode code, const std::string& what) const {
  return Error{code, QuotedPath(lines_.name()) + ", line " + std::to_string(line.number) +
                         " (byte " + std::to_string(line.offset) + "): " + what +
                         (what.ends_with('.') ? "" : ".")};
}

std::string JsonImplementation() { return simdjson::get_active_implementation()->name(); }

}  // namespace calque::documents
