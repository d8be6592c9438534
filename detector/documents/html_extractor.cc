// libxml2's HTML parser as a stream of events (SAX): no tree is built and nothing
// recurses, so a page costs its own text and the depth of its elements. The only
// file that knows libxml2.
#include "detector/documents/html_extractor.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <utility>

#include "detector/documents/header_block.h"
#include "detector/documents/html_charset.h"
#include "detector/documents/html_elements.h"
#include "detector/documents/valid_utf8.h"

namespace calque::documents {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\f";

// Text with its blanks collapsed and its paragraphs apart.
class Paragraphs {
 public:
  void Append(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t word = text.find_first_not_of(kBlanks, at);
      if (word != at) space_ = true;
      if (word == std::string_view::npos) return;
      at = std::min(text.find_first_of(kBlanks, word), text.size());
      AppendWord(text.substr(word, at - word));
    }
  }

  // What follows begins a line (1) or a paragraph (2).
  void Break(int lines) { lines_ = std::max(lines_, lines); }

  std::string& text() { return text_; }

 private:
  void AppendWord(std::string_view word) {
    if (!text_.empty() && lines_ > 0) {
      text_.append(static_cast<std::size_t>(lines_), '\n');
    } else if (!text_.empty() && space_) {
      text_ += ' ';
    }
    lines_ = 0;
    space_ = false;
    text_ += word;
  }

  std::string text_;
  int lines_ = 0;
  bool space_ = false;
};

// References to the control characters U+0080 to U+009F mean those of windows-1252,
// says the HTML standard: &#146; is an apostrophe.
constexpr std::array<const char*, 32> kWindows1252 = {
    "\u20AC", "",       "\u201A", "\u0192", "\u201E", "\u2026", "\u2020", "\u2021",
    "\u02C6", "\u2030", "\u0160", "\u2039", "\u0152", "",       "\u017D", "",
    "",       "\u2018", "\u2019", "\u201C", "\u201D", "\u2022", "\u2013", "\u2014",
    "\u02DC", "\u2122", "\u0161", "\u203A", "\u0153", "",       "\u017E", "\u0178"};
constexpr std::string_view kSoftHyphen = "\u00AD";

class Page {
 public:
  Page(bool keep_furniture, std::size_t max_depth)
      : keep_furniture_(keep_furniture), max_depth_(max_depth) {}

  // Counts the element; false when it lies too deep.
  bool Begin(std::string_view tag, const xmlChar** attributes) {
    if (++depth_ > max_depth_) return false;
    if (hidden_at_ != 0) return true;
    const ElementKind kind = KindOfElement(tag);
    if (kind == ElementKind::kArticle && tag != "body" && tag != "html" && article_at_ == 0) {
      article_at_ = depth_;
    }
    if (IsHidden(kind, attributes)) {
      hidden_at_ = depth_;
      if (kind != ElementKind::kInline) BreakAt(kind);
      return true;
    }
    if (kind == ElementKind::kTitle) title_at_ = depth_;
    BreakAt(kind);
    return true;
  }

  void End(std::string_view tag) {
    if (hidden_at_ == depth_) hidden_at_ = 0;
    if (title_at_ == depth_) title_at_ = 0;
    if (article_at_ == depth_) article_at_ = 0;
    if (hidden_at_ == 0) {
      const ElementKind kind = KindOfElement(tag);
      if (kind != ElementKind::kBreak) BreakAt(kind);
    }
    if (depth_ > 0) --depth_;
  }

  void Text(std::string_view text) {
    if (hidden_at_ != 0) return;
    Paragraphs& out = title_at_ != 0 ? title_ : body_;
    // References come alone; only they can be these.
    if (text.size() == 2 && text[0] == '\xC2') {
      const auto unit = static_cast<unsigned char>(text[1]);
      if (unit < 0xA0) text = kWindows1252[unit - 0x80U];
    }
    while (true) {
      const std::size_t hyphen = text.find(kSoftHyphen);
      out.Append(text.substr(0, hyphen));
      if (hyphen == std::string_view::npos) return;
      text.remove_prefix(hyphen + kSoftHyphen.size());
    }
  }

  bool has_body() { return !body_.text().empty(); }

  std::string Take() {
    std::string& title = title_.text();
    std::string& body = body_.text();
    if (title.empty() || body == title || body.starts_with(title + '\n')) return std::move(body);
    if (!body.empty()) title.append("\n\n").append(body);
    return std::move(title);
  }

 private:
  bool IsHidden(ElementKind kind, const xmlChar** attributes) const {
    if (kind == ElementKind::kInvisible) return true;
    if (!keep_furniture_ && kind == ElementKind::kFurniture) return true;
    if (!keep_furniture_ && kind == ElementKind::kHeader && article_at_ == 0) return true;
    const bool safe =
        keep_furniture_ || kind == ElementKind::kArticle || kind == ElementKind::kHeading;
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
      const std::string_view name = reinterpret_cast<const char*>(attributes[0]);
      const char* given = reinterpret_cast<const char*>(attributes[1]);
      const std::string_view value = given != nullptr ? given : "";
      if (HidesElement(name, value) && kind != ElementKind::kArticle) return true;
      if (!safe && MarksFurniture(name, value)) return true;
    }
    return false;
  }

  void BreakAt(ElementKind kind) {
    if (title_at_ != 0 || kind == ElementKind::kInline || kind == ElementKind::kInvisible) return;
    body_.Break(kind == ElementKind::kBreak ? 1 : 2);
  }

  bool keep_furniture_;
  std::size_t max_depth_;
  std::size_t depth_ = 0;
  // The depth of the element that does this to all it holds; 0: none.
  std::size_t hidden_at_ = 0;
  std::size_t article_at_ = 0;
  std::size_t title_at_ = 0;
  Paragraphs title_;
  Paragraphs body_;
};

// Hands the parser's events to a Page; stops it at the depth limit.
struct Listener {
  Page page;
  htmlParserCtxtPtr parser;
  bool too_deep = false;

  static void Begin(void* self, const xmlChar* tag, const xmlChar** attributes) {
    auto* listener = static_cast<Listener*>(self);
    if (listener->page.Begin(reinterpret_cast<const char*>(tag), attributes)) return;
    listener->too_deep = true;
    xmlStopParser(listener->parser);
  }
  static void End(void* self, const xmlChar* tag) {
    static_cast<Listener*>(self)->page.End(reinterpret_cast<const char*>(tag));
  }
  static void Text(void* self, const xmlChar* text, int size) {
    static_cast<Listener*>(self)->page.Text(
        {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
  }
};

void FreeParser(htmlParserCtxtPtr parser) {
  if (parser == nullptr) return;
  if (parser->myDoc != nullptr) xmlFreeDoc(parser->myDoc);
  htmlFreeParserCtxt(parser);
}

Status Parse(const std::string& page, Listener* listener) {
  static const bool ready = (xmlInitParser(), true);
  static_cast<void>(ready);
  const std::unique_ptr<htmlParserCtxt, void (*)(htmlParserCtxtPtr)> parser(
      htmlCreateMemoryParserCtxt(page.data(), static_cast<int>(page.size())), FreeParser);
  if (parser == nullptr) {
    return Error{ErrorCode::kResourceExhausted, "there is no memory to parse the page"};
  }
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                       HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC |
                                       HTML_PARSE_NODEFDTD);
  xmlSwitchEncoding(parser.get(), XML_CHAR_ENCODING_UTF8);
  std::memset(parser->sax, 0, sizeof *parser->sax);
  parser->sax->startElement = Listener::Begin;
  parser->sax->endElement = Listener::End;
  parser->sax->characters = Listener::Text;
  parser->sax->ignorableWhitespace = Listener::Text;
  parser->userData = listener;
  listener->parser = parser.get();
  htmlParseDocument(parser.get());
  if (!listener->too_deep) return {};
  return Error{ErrorCode::kResourceExhausted, "the elements of the page lie too deep"};
}

}  // namespace

Result<HtmlText> ExtractHtml(std::string_view page, std::string_view charset,
                             std::size_t max_depth) {
  HtmlText out;
  Utf8Page decoded = DecodeHtml(page, charset);
  out.charset = std::move(decoded.charset);
  out.repairs = decoded.repairs;
  if (TrimBlanks(decoded.bytes).empty()) return out;
  if (LooksBinary(decoded.bytes)) {
    return Error{ErrorCode::kInvalidArgument,
                 "binary data (more than 1 % of it is control characters), not a page"};
  }
  for (const bool keep_furniture : {false, true}) {
    Listener listener = {Page(keep_furniture, max_depth), nullptr};
    if (Status status = Parse(decoded.bytes, &listener); !status.ok()) {
      return Error{status.error().code,
                   status.error().message + " (the limit is " + std::to_string(max_depth) + ")"};
    }
    const bool enough = listener.page.has_body();
    out.text = listener.page.Take();
    if (enough) break;
  }
  return out;
}

bool LooksLikeHtml(std::string_view bytes) {
  constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
  constexpr std::array<std::string_view, 18> kSigns = {
      "<!doctype html", "<html", "<head",  "<script", "<iframe", "<h1",   "<div", "<font",
      "<table",         "<a",    "<style", "<title",  "<b",      "<body", "<br",  "<p",
      "<meta",          "<!--"};
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {  // UTF-16
    constexpr std::size_t kProbeBytes = 2048;
    std::string narrow(bytes.substr(2, kProbeBytes));
    std::erase(narrow, '\0');
    return LooksLikeHtml(narrow);
  }
  if (bytes.starts_with(kUtf8Mark)) bytes.remove_prefix(kUtf8Mark.size());
  while (true) {
    bytes.remove_prefix(std::min(bytes.find_first_not_of(kBlanks), bytes.size()));
    const bool comment = bytes.starts_with("<!--");
    if (!comment && !bytes.starts_with("<?xml")) break;
    const std::string_view close = comment ? "-->" : "?>";
    const std::size_t end = bytes.find(close);
    if (end == std::string_view::npos) return comment;
    bytes.remove_prefix(end + close.size());
  }
  for (const std::string_view sign : kSigns) {
    if (bytes.size() <= sign.size()) continue;
    const char next = bytes[sign.size()];
    if (EqualsIgnoringCase(bytes.substr(0, sign.size()), sign) &&
        (next == '>' || kBlanks.find(next) != std::string_view::npos)) {
      return true;
    }
  }
  return false;
}

}  // namespace calque::documents
