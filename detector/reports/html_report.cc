// The frame of the page is reports/page/page.html, with names between @ where the rest
// goes; the blocks of the documents are JSON.
#include "detector/reports/html_report.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "calque/detector.h"
#include "detector/reports/html_text.h"
#include "detector/reports/json_writer.h"
#include "detector/reports/offset_map.h"
#include "detector/reports/record_writer.h"
#include "detector/reports/utf8_char.h"

#if !defined(CALQUE_PAGE_STYLE_HASH) || !defined(CALQUE_PAGE_SCRIPT_HASH)
#error "Define the hashes of the page's style and script, string literals."
#endif

extern "C" {
extern const char calque_page_shell_begin[];
extern const char calque_page_shell_end[];
extern const char calque_page_style_begin[];
extern const char calque_page_style_end[];
extern const char calque_page_script_begin[];
extern const char calque_page_script_end[];
}

namespace calque::reports {
namespace {

constexpr std::string_view kPolicy =
    "default-src 'none'; script-src '" CALQUE_PAGE_SCRIPT_HASH
    "'; style-src '" CALQUE_PAGE_STYLE_HASH
    "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";
constexpr std::string_view kDocumentsMark = "@DOCUMENTS@\n";
constexpr std::string_view kOpen = "<script type=\"application/json\">";
constexpr std::string_view kClose = "\n</script>";

std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

std::string_view Shell() { return Between(calque_page_shell_begin, calque_page_shell_end); }

// Appends `shell` with the marks that it holds filled in.
void AppendFilled(std::string_view shell, std::string_view pack, Mode mode, std::string* out) {
  const auto fill = [&](std::string_view name) {
    if (name == "POLICY") return std::string(kPolicy);
    if (name == "STYLE")
      return std::string(Between(calque_page_style_begin, calque_page_style_end));
    if (name == "SCRIPT") {
      return std::string(Between(calque_page_script_begin, calque_page_script_end));
    }
    if (name == "CALQUE") return HtmlText(std::string("Calque ") + Version());
    if (name == "PACK") return HtmlText(pack);
    return HtmlText(ModeName(mode));  // MODE
  };
  for (;;) {
    const std::size_t open = shell.find('@');
    out->append(shell.substr(0, open));
    if (open == std::string_view::npos) return;
    const std::size_t close = shell.find('@', open + 1);
    out->append(fill(shell.substr(open + 1, close - open - 1)));
    shell.remove_prefix(close + 1);
  }
}

void AppendUnit(char32_t unit, std::string* out) {
  constexpr char kDigits[] = "0123456789abcdef";
  out->append("\\u");
  for (int shift = 12; shift >= 0; shift -= 4) out->push_back(kDigits[(unit >> shift) & 0xF]);
}

bool IsPlain(char byte) { return byte != '<' && static_cast<unsigned char>(byte) < 0x80; }

// JSON has "<" and characters beyond ASCII only inside strings, where an escape means the
// same. Without "<" nothing can end the element or begin a comment in it, and a browser
// reads ASCII almost twice as fast.
void AppendBlock(std::string_view json, std::string* out) {
  out->append(kOpen);
  for (std::size_t at = 0; at < json.size();) {
    const auto end = static_cast<std::size_t>(
        std::find_if_not(json.begin() + static_cast<std::ptrdiff_t>(at), json.end(), IsPlain) -
        json.begin());
    out->append(json.substr(at, end - at));
    if (end == json.size()) break;
    const Utf8Char next = DecodeChar(json, end);
    if (next.code >= 0x10000) {  // a surrogate pair
      AppendUnit(0xD800 + ((next.code - 0x10000) >> 10), out);
      AppendUnit(0xDC00 + ((next.code - 0x10000) & 0x3FF), out);
    } else {
      AppendUnit(next.code, out);
    }
    at = end + next.length;
  }
  out->append(kClose);
}

std::string_view Place(const RecordSource& source) {
  return source.url.empty() ? source.path : source.url;
}

void AppendRow(const Report& report, const RecordSource& source, std::string* out) {
  std::string row;
  JsonWriter json(&row);
  json.BeginArray();
  json.String(source.id);
  json.String(VerdictName(report.verdict));
  json.Fixed(report.probability, 4);
  json.Unsigned(report.words);
  json.Unsigned(report.hits.size());
  json.Fixed(report.evidence.hits_per_1000, 1);
  json.String(Place(source));
  json.EndArray();
  AppendBlock(row, out);
}

std::uint64_t Parts(double share, double whole) {
  return static_cast<std::uint64_t>(std::lround(std::clamp(share, 0.0, 1.0) * whole));
}

void WriteSpans(const Report& report, std::string_view text, JsonWriter* json) {
  OffsetMap offsets(text, OffsetUnit::kUtf16);
  json->Key("spans");
  json->BeginArray();
  std::uint64_t end = 0;  // in units, of the sentence before
  for (const SentenceReport& sentence : report.sentences) {
    const Span span = ClippedTo(text, sentence.span);
    const std::uint64_t from = std::max(end, offsets.At(span.begin));  // whatever was given
    json->Unsigned(from - end);
    end = std::max(from, offsets.At(span.end));
    json->Unsigned(end - from);
    json->Unsigned(Parts(sentence.probability, 1000));
    json->Unsigned(Parts(sentence.fluency, 100));
  }
  json->EndArray();
}

void WriteHits(const Report& report, std::string_view text, JsonWriter* json) {
  OffsetMap offsets(text, OffsetUnit::kUtf16);
  json->Key("hits");
  json->BeginArray();
  for (const Hit& hit : report.hits) {
    const Span span = ClippedTo(text, hit.span);
    const std::uint64_t begin = offsets.At(span.begin);
    json->BeginArray();
    json->Unsigned(begin);
    json->Unsigned(offsets.At(span.end) - begin);
    json->BeginArray();
    for (const std::string& original : hit.originals) json->String(original);
    json->EndArray();
    json->String(hit.entry);
    json->String(FamilyName(hit.family));
    json->String(StrengthName(hit.strength));
    json->Fixed(hit.gain, 1);
    json->Unsigned(hit.inconsistent ? 1 : 0);
    json->EndArray();
  }
  json->EndArray();
}

void WriteTerms(const Report& report, JsonWriter* json) {
  json->Key("terms");
  json->BeginArray();
  for (const EvidenceTerm& term : report.explanation) {
    json->BeginArray();
    json->String(term.name);
    json->Fixed(term.log_odds, 2);
    json->EndArray();
  }
  json->EndArray();
}

void WriteEvidence(const Report& report, JsonWriter* json) {
  json->Key("pivot");
  if (report.pivot.has_value()) {
    json->BeginArray();
    json->String(report.pivot->language);
    json->Fixed(report.pivot->probability, 3);
    json->EndArray();
  } else {
    json->Null();
  }
  json->Key("distinct");
  json->Unsigned(report.evidence.distinct);
  json->Key("fluency");
  json->Fixed(report.evidence.fluency, 2);
  json->Key("translationese");
  if (report.evidence.translationese.has_value()) {
    json->Fixed(*report.evidence.translationese, 1);
  } else {
    json->Null();
  }
}

void WriteSource(const RecordSource& source, JsonWriter* json) {
  json->Key("path");
  json->String(source.path);
  WriteAddress(source, json);
}

}  // namespace

void AppendHtmlHead(std::string_view pack, Mode mode, std::string* out) {
  AppendFilled(Shell().substr(0, Shell().find(kDocumentsMark)), pack, mode, out);
}

void AppendHtmlFoot(std::string* out) {
  const std::size_t documents = Shell().find(kDocumentsMark);
  out->push_back('\n');
  AppendFilled(Shell().substr(documents + kDocumentsMark.size()), {}, {}, out);
}

void AppendHtmlDocument(const Report& report, std::string_view text, const RecordSource& source,
                        std::string* out) {
  AppendRow(report, source, out);
  std::string article;
  JsonWriter json(&article);
  json.BeginObject();
  WriteSource(source, &json);
  WriteEvidence(report, &json);
  WriteTerms(report, &json);
  WriteHits(report, text, &json);
  WriteSpans(report, text, &json);
  json.Key("text");
  json.String(text);
  json.EndObject();
  AppendBlock(article, out);
}

void AppendHtmlError(const Error& error, const RecordSource& source, std::string* out) {
  std::string block;
  JsonWriter row(&block);
  row.BeginArray();
  row.String(source.id);
  row.String("error");
  for (int i = 0; i < 4; ++i) row.Unsigned(0);  // probability, words, hits, hits_per_1000
  row.String(Place(source));
  row.EndArray();
  AppendBlock(block, out);
  block.clear();
  JsonWriter article(&block);
  article.BeginObject();
  WriteSource(source, &article);
  article.Key("error");
  article.BeginArray();
  article.String(ErrorCodeName(error.code));
  article.String(error.message);
  article.EndArray();
  article.EndObject();
  AppendBlock(block, out);
}

}  // namespace calque::reports
