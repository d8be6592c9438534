// All that comes from files is escaped; the rest is here.
#include "detector/evaluation/sheet_page.h"

#include "detector/evaluation/cell_text.h"
#include "detector/evaluation/plot_svg.h"
#include "detector/reports/html_text.h"
#include "detector/reports/number_format.h"

namespace calque::evaluation {
namespace {

constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<title>Calque: evaluation</title>
<style>
:root { --ink: #1b1b1b; --paper: #ffffff; --rule: #c9c9c9; --band: #f3f3f3;
  --c0: #0b57a4; --c1: #a83a00; --c2: #1c6b2e; --c3: #7a2d8f; --c4: #6b5a00; --c5: #8a1c4a; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --paper: #16181b; --rule: #4a4d52; --band: #22252a;
    --c0: #7cb7ff; --c1: #ff9d66; --c2: #7fd694; --c3: #d79bea; --c4: #e0cc66; --c5: #ff8fb8; } }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
h2 { margin: 2.2rem 0 0.3rem; }
p { max-width: 60rem; margin: 0.3rem 0 0.8rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.15rem 0.7rem; border-bottom: 1px solid var(--rule); text-align: left;
  white-space: nowrap; }
th { border-bottom: 2px solid var(--ink); }
td.n, th.n { text-align: right; }
tbody tr:nth-child(even) { background: var(--band); }
.plots { display: flex; flex-wrap: wrap; gap: 1rem; }
figure { margin: 0; }
figcaption { font-weight: 600; }
svg { max-width: 100%; height: auto; }
svg text { font-size: 12px; fill: var(--ink); }
.grid { stroke: var(--rule); }
.ideal { stroke: var(--ink); stroke-dasharray: 1 4; }
.curve { fill: none; stroke-width: 1.8; }
.s0 { stroke: var(--c0); fill: var(--c0); } .s1 { stroke: var(--c1); fill: var(--c1); }
.s2 { stroke: var(--c2); fill: var(--c2); } .s3 { stroke: var(--c3); fill: var(--c3); }
.s4 { stroke: var(--c4); fill: var(--c4); } .s5 { stroke: var(--c5); fill: var(--c5); }
</style>
</head>
<body>
<h1>Evaluation</h1>
)";

void AppendElement(const char* name, const std::string& text, std::string* out) {
  *out += std::string("<") + name + ">" + reports::HtmlText(text) + "</" + name + ">\n";
}

void AppendCell(const char* name, const char* scope, bool numeric, const std::string& text,
                std::string* out) {
  *out += std::string("<") + name + scope + (numeric ? " class=\"n\">" : ">") +
          reports::HtmlText(text) + "</" + name + ">";
}

void AppendTable(const Table& table, std::string* out) {
  *out += "<section id=\"" + table.key + "\">\n";
  AppendElement("h2", table.title, out);
  AppendElement("p", table.note, out);
  *out += "<div class=\"wide\"><table>\n<thead><tr>";
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    AppendCell("th", " scope=\"col\"", IsNumeric(table.rows.front()[c]), table.columns[c].heading,
               out);
  }
  *out += "</tr></thead>\n<tbody>\n";
  for (const std::vector<Cell>& row : table.rows) {
    *out += "<tr>";
    for (const Cell& cell : row) AppendCell("td", "", IsNumeric(cell), CellText(cell), out);
    *out += "</tr>\n";
  }
  *out += "</tbody></table></div>\n</section>\n";
}

void AppendPlots(const Sheet& sheet, std::string* out) {
  if (sheet.plots.empty()) return;
  *out += "<section id=\"curves\">\n<h2>Curves</h2>\n<div class=\"plots\">\n";
  for (const Plot& plot : sheet.plots) {
    *out += "<figure>";
    AppendPlotSvg(plot, out);
    AppendElement("figcaption", plot.title, out);
    *out += "</figure>\n";
  }
  *out += "</div>\n</section>\n";
}

}  // namespace

std::string SheetPage(const Sheet& sheet) {
  std::string out(kHead);
  std::string counts = "Calque " + sheet.calque + ", pack " + sheet.pack + ": ";
  reports::AppendGrouped(sheet.honest, &counts);
  counts += " honest texts, ";
  reports::AppendGrouped(sheet.machine, &counts);
  counts += " machine texts.";
  AppendElement("p", counts, &out);
  for (const std::string& note : sheet.notes) AppendElement("p", note, &out);
  AppendPlots(sheet, &out);
  for (const Table& table : sheet.tables) AppendTable(table, &out);
  out += "</body>\n</html>\n";
  return out;
}

}  // namespace calque::evaluation
