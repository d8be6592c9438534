// Each format is a pair of functions over the writers in reports/: one that renders a
// document, one that says what stands around them.
#include "detector/cli/output_format.h"

#include <algorithm>

#include "detector/reports/dolma_writer.h"
#include "detector/reports/html_report.h"
#include "detector/reports/line_report_writer.h"
#include "detector/reports/record_writer.h"
#include "detector/reports/sarif_writer.h"
#include "detector/reports/text_writer.h"
#include "detector/reports/tsv_writer.h"

namespace calque::cli {
namespace {

using documents::Document;

reports::RecordSource SourceOf(const Document& document) {
  return {document.id,     document.path,   document.url, document.charset,
          document.record, document.offset, document.line};
}

batch::Render RenderHuman(const FormatOptions& options) {
  return [style = options.style](const Document& document, const Report* report, std::string* out) {
    report != nullptr
        ? reports::AppendHumanPage(*report, document.text, SourceOf(document), style, out)
        : reports::AppendHumanError(*document.error, SourceOf(document), style, out);
  };
}

batch::Render RenderJsonl(const FormatOptions& options) {
  return
      [record = options.record](const Document& document, const Report* report, std::string* out) {
        report != nullptr
            ? reports::AppendRecord(*report, document.text, SourceOf(document), record, out)
            : reports::AppendErrorRecord(*document.error, SourceOf(document), record, out);
      };
}

batch::Render RenderTsv(const FormatOptions&) {
  return [](const Document& document, const Report* report, std::string* out) {
    report != nullptr ? reports::AppendTsvRow(*report, SourceOf(document), out)
                      : reports::AppendTsvErrorRow(*document.error, SourceOf(document), out);
  };
}

batch::Render RenderHtml(const FormatOptions&) {
  return [](const Document& document, const Report* report, std::string* out) {
    report != nullptr ? reports::AppendHtmlDocument(*report, document.text, SourceOf(document), out)
                      : reports::AppendHtmlError(*document.error, SourceOf(document), out);
  };
}

batch::Render RenderDolma(const FormatOptions&) {
  return [](const Document& document, const Report* report, std::string* out) {
    report != nullptr
        ? reports::AppendDolmaAttributes(*report, document.text, SourceOf(document), out)
        : reports::AppendDolmaError(SourceOf(document), out);
  };
}

batch::Render RenderLine(const FormatOptions& options) {
  return [unit = options.record.offsets](const Document& document, const Report* report,
                                         std::string* out) {
    report != nullptr
        ? reports::AppendLineReport(*report, document.text, SourceOf(document), unit, out)
        : reports::AppendLineError(*document.error, SourceOf(document), out);
  };
}

batch::Render RenderSarif(const FormatOptions& options) {
  return
      [record = options.record](const Document& document, const Report* report, std::string* out) {
        report != nullptr
            ? reports::AppendSarifResults(*report, document.text, SourceOf(document), record, out)
            : reports::AppendSarifError(*document.error, SourceOf(document), out);
      };
}

batch::Frame NoFrame(const FormatOptions&) { return {}; }

batch::Frame TsvFrame(const FormatOptions&) {
  batch::Frame frame;
  reports::AppendTsvHeader(&frame.header);
  return frame;
}

batch::Frame HtmlFrame(const FormatOptions& options) {
  batch::Frame frame;
  reports::AppendHtmlHead(options.record.pack, options.mode, &frame.header);
  reports::AppendHtmlFoot(&frame.footer);
  return frame;
}

batch::Frame SarifFrame(const FormatOptions& options) {
  batch::Frame frame;
  reports::AppendSarifHeader(options.record, &frame.header);
  reports::AppendSarifFooter(&frame.footer);
  frame.drops_first_byte = true;
  return frame;
}

// Attributes of dolma lie in a file of the same name as the documents.
constexpr OutputFormat kFormats[] = {
    {"human", ".txt", RenderHuman, NoFrame},      {"jsonl", ".jsonl", RenderJsonl, NoFrame},
    {"tsv", ".tsv", RenderTsv, TsvFrame},         {"html", ".html", RenderHtml, HtmlFrame},
    {"dolma", "", RenderDolma, NoFrame},          {"line", ".lines", RenderLine, NoFrame},
    {"sarif", ".sarif", RenderSarif, SarifFrame},
};

}  // namespace

std::span<const OutputFormat> OutputFormats() { return kFormats; }

const OutputFormat* FindOutputFormat(std::string_view name) {
  const auto* found = std::find_if(std::begin(kFormats), std::end(kFormats),
                                   [&](const OutputFormat& f) { return f.name == name; });
  return found == std::end(kFormats) ? nullptr : found;
}

void RenderText(const Document& document, std::string* out) {
  if (!document.error) reports::AppendText(document.text, SourceOf(document), out);
}

std::string OutputFormatNames() {
  std::string names;
  for (const OutputFormat& format : kFormats) {
    if (!names.empty()) names += &format == std::end(kFormats) - 1 ? " or " : ", ";
    names += format.name;
  }
  return names;
}

}  // namespace calque::cli
