// A heading, the passages with hits, a summary line, and the restored text.
#include "detector/reports/human_writer.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <vector>

#include "calque/detector.h"
#include "detector/reports/line_wrapper.h"
#include "detector/reports/number_format.h"
#include "detector/reports/passage.h"
#include "detector/reports/terminal_text.h"

namespace calque::reports {
namespace {

constexpr std::size_t kGutter = 8;     // a line number of six digits and two spaces
constexpr std::size_t kStrongest = 3;  // artifacts that the summary names

// SGR parameters, ECMA-48 section 8.3.117.
constexpr std::string_view kBold = "1";
constexpr std::string_view kFaint = "2";
constexpr std::string_view kGreen = "32";
constexpr std::string_view kBoldRed = "1;31";
constexpr std::string_view kBoldYellow = "1;33";
constexpr std::string_view kUnderlinedRed = "4;31";

struct Badge {
  std::string_view symbol;
  std::string_view sgr;
};

Badge BadgeOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kClean:
      return {"\u2713", kGreen};
    case Verdict::kSuspect:
      return {"?", kBoldYellow};
    case Verdict::kArtifact:
      return {"\u2717", kBoldRed};
    case Verdict::kInsufficient:
      break;
  }
  return {"-", kFaint};
}

// `text` must be safe already.
void AppendStyled(std::string_view text, std::string_view sgr, bool color, std::string* out) {
  if (color) out->append("\x1b[").append(sgr).append("m");
  out->append(text);
  if (color) out->append("\x1b[0m");
}

void AppendHeading(const RecordSource& source, const Badge& badge, std::string_view word,
                   bool color, std::string* out) {
  std::string part;
  AppendTerminalText(source.id, &part);
  AppendStyled(part, kBold, color, out);
  out->append("  ");
  part.assign(badge.symbol).append(" ").append(word);
  AppendStyled(part, badge.sgr, color, out);
  out->append("  ");
}

void AppendCount(std::uint64_t count, std::string_view noun, std::string* out) {
  AppendGrouped(count, out);
  out->append(" ").append(noun).append(count == 1 ? "" : "s");
}

// "" stands for an original that is simply left out.
std::string_view FirstOriginal(const Hit& hit) {
  return hit.originals.front().empty() ? "(nothing)" : std::string_view(hit.originals.front());
}

void AddHit(const Hit& hit, std::string_view quote, bool color, LineWrapper* lines) {
  if (!color) lines->Add("[[");
  lines->Add(quote, kUnderlinedRed);
  if (!hit.originals.empty()) {
    lines->Add(color ? " " : " -> ");
    if (color) lines->Add("[", kGreen);
    lines->Add(FirstOriginal(hit), kGreen);
    if (color) lines->Add("]", kGreen);
  }
  if (!color) lines->Add("]]");
}

void AppendGutter(std::size_t line, bool color, std::string* out) {
  std::string number;
  AppendUnsigned(line, &number);
  const std::size_t width = kGutter - 2;
  if (number.size() < width) number.insert(0, width - number.size(), ' ');
  AppendStyled(number, kFaint, color, out);
  out->append("  ");
}

void AppendPassage(const Passage& passage, const Report& report, std::string_view text,
                   const HumanStyle& style, std::string* out) {
  AppendGutter(passage.line, style.color, out);
  LineWrapper lines({style.width, static_cast<int>(kGutter), style.color}, out);
  std::size_t pos = passage.span.begin;
  for (std::size_t i = 0; i < passage.hits; ++i) {
    const Hit& hit = report.hits[passage.first_hit + i];
    const Span span = ClippedTo(text, hit.span);
    lines.Add(Quote(text, {pos, std::max(pos, span.begin)}));
    AddHit(hit, Quote(text, {std::max(pos, span.begin), span.end}), style.color, &lines);
    pos = std::max(pos, span.end);
  }
  lines.Add(Quote(text, {pos, passage.span.end}));
  lines.Finish();
}

// "12 synonym, 3 name": families by count, the order of the enum between equals.
void AppendFamilies(const std::vector<Hit>& hits, std::string* out) {
  std::array<std::size_t, kFamilyCount> counts{};
  for (const Hit& hit : hits) ++counts[static_cast<std::size_t>(hit.family)];
  std::array<std::size_t, kFamilyCount> order{};
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return counts[a] > counts[b]; });
  const char* separator = "";
  for (const std::size_t family : order) {
    if (counts[family] == 0) break;
    out->append(separator);
    AppendGrouped(counts[family], out);
    out->append(" ").append(FamilyName(static_cast<Family>(family)));
    separator = ", ";
  }
}

// The hits with the highest gain, each entry once; the first in the text wins
// between equals.
std::vector<const Hit*> StrongestHits(const std::vector<Hit>& hits) {
  std::vector<const Hit*> order;
  order.reserve(hits.size());
  for (const Hit& hit : hits) order.push_back(&hit);
  std::stable_sort(order.begin(), order.end(),
                   [](const Hit* a, const Hit* b) { return a->gain > b->gain; });
  std::vector<const Hit*> strongest;
  for (const Hit* hit : order) {
    if (strongest.size() == kStrongest) break;
    const bool known = std::any_of(strongest.begin(), strongest.end(),
                                   [&](const Hit* other) { return other->entry == hit->entry; });
    if (!known) strongest.push_back(hit);
  }
  return strongest;
}

void AppendStrongest(const Report& report, std::string_view text, std::string* out) {
  const char* separator = "; strongest: ";
  for (const Hit* hit : StrongestHits(report.hits)) {
    out->append(separator);
    AppendTerminalText(Quote(text, hit->span), out);
    if (!hit->originals.empty()) {
      out->append(" -> ");
      AppendTerminalText(FirstOriginal(*hit), out);
    }
    out->append(hit->gain > 0 ? " (+" : " (");
    AppendFixed(hit->gain, 1, out);
    out->append(")");
    separator = ", ";
  }
}

void AppendSummary(const Report& report, std::string_view text, bool color, std::string* out) {
  std::string summary;
  AppendCount(report.hits.size(), "hit", &summary);
  if (!report.hits.empty()) {
    summary.append(": ");
    AppendFamilies(report.hits, &summary);
    AppendStrongest(report, text, &summary);
  }
  if (report.pivot.has_value()) {
    summary.append("; translated through ");
    AppendTerminalText(report.pivot->language, &summary);
    summary.append(" (");
    AppendPercent(report.pivot->probability, &summary);
    summary.append(")");
  }
  out->append(kGutter, ' ');
  AppendStyled(summary, kFaint, color, out);
  out->push_back('\n');
}

// "why: prior -4.0, strong +9.3, unfluent +1.2: 6.5 in log-odds"
void AppendExplanation(const std::vector<EvidenceTerm>& terms, bool color, std::string* out) {
  std::string line = "why: ";
  double sum = 0;
  for (const EvidenceTerm& term : terms) {
    line.append(term.name).append(term.log_odds < 0 ? " " : " +");
    AppendFixed(term.log_odds, 1, &line);
    line.append(&term == &terms.back() ? ": " : ", ");
    sum += term.log_odds;
  }
  AppendFixed(sum, 1, &line);
  line.append(" in log-odds");
  out->append(kGutter, ' ');
  AppendStyled(line, kFaint, color, out);
  out->push_back('\n');
}

// Lines of the text stay lines, so that paragraphs do.
void AppendRestored(const Report& report, std::string_view text, const HumanStyle& style,
                    std::string* out) {
  const std::string restored = Restore(text, report);
  out->append(kGutter, ' ');
  AppendStyled("restored:", kBold, style.color, out);
  out->push_back('\n');
  std::string_view rest = restored;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string wrapped(kGutter, ' ');
    LineWrapper lines({style.width, static_cast<int>(kGutter), style.color}, &wrapped);
    lines.Add(rest.substr(0, end));
    lines.Finish();
    const bool blank = wrapped.find_first_not_of(" \n") == std::string::npos;
    out->append(blank ? "\n" : wrapped);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

}  // namespace

void AppendHumanPage(const Report& report, std::string_view text, const RecordSource& source,
                     const HumanStyle& style, std::string* out) {
  AppendHeading(source, BadgeOf(report.verdict), VerdictName(report.verdict), style.color, out);
  if (report.verdict == Verdict::kInsufficient) {
    out->append("too short to say (");
    AppendCount(report.words, "word", out);
    out->append(")\n");
    return;
  }
  AppendPercent(report.probability, out);
  out->append("  ");
  AppendCount(report.words, "word", out);
  out->append("  ");
  AppendFixed(report.evidence.hits_per_1000, 1, out);
  out->append(" hits per 1,000\n");
  if (report.verdict == Verdict::kClean && !style.explain) return;
  for (const Passage& passage : FindPassages(report, text)) {
    AppendPassage(passage, report, text, style, out);
  }
  AppendSummary(report, text, style.color, out);
  if (style.explain) AppendExplanation(report.explanation, style.color, out);
  if (style.restore) AppendRestored(report, text, style, out);
  out->push_back('\n');
}

void AppendHumanError(const Error& error, const RecordSource& source, const HumanStyle& style,
                      std::string* out) {
  AppendHeading(source, {"!", kBoldRed}, "error", style.color, out);
  AppendTerminalText(error.message, out);
  out->push_back('\n');
}

}  // namespace calque::reports
