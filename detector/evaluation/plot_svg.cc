// Coordinates: a square of kSize units with room for labels to the left, below, and
// for the legend.
#include "detector/evaluation/plot_svg.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "detector/reports/html_text.h"
#include "detector/reports/number_format.h"

namespace calque::evaluation {
namespace {

constexpr double kSize = 320;
constexpr double kLeft = 52;
constexpr double kTop = 12;
constexpr double kLegendTop = kTop + kSize + 52;
constexpr double kLegendStep = 20;
constexpr double kWidth = kLeft + kSize + 140;
constexpr double kLowestExponent = -4;  // of the logarithmic axis
constexpr std::size_t kMarkEvery = 6;   // points of a dense curve
constexpr std::array<const char*, 6> kDashes = {"none", "7 3", "2 3", "9 3 2 3", "12 4", "4 2 1 2"};

std::string Coordinate(double value) {
  std::string out;
  reports::AppendFixed(value, 1, &out);
  return out;
}

std::string Attribute(const char* name, double value) {
  return std::string(" ") + name + "=\"" + Coordinate(value) + "\"";
}

double PlaceX(PlotKind kind, double x) {
  const double share =
      kind == PlotKind::kRoc ? 1 - std::log10(std::max(x, 1e-9)) / kLowestExponent : x;
  return kLeft + kSize * std::clamp(share, 0.0, 1.0);
}

double PlaceY(double y) { return kTop + kSize * (1 - std::clamp(y, 0.0, 1.0)); }

void AppendLine(double x1, double y1, double x2, double y2, const char* css, std::string* out) {
  *out += std::string("<line class=\"") + css + "\"" + Attribute("x1", x1) + Attribute("y1", y1) +
          Attribute("x2", x2) + Attribute("y2", y2) + "/>\n";
}

void AppendLabel(double x, double y, const char* anchor, const std::string& text,
                 std::string* out) {
  *out += std::string("<text text-anchor=\"") + anchor + "\"" + Attribute("x", x) +
          Attribute("y", y) + ">" + reports::HtmlText(text) + "</text>\n";
}

void AppendAxes(PlotKind kind, std::string* out) {
  static constexpr std::array<const char*, 5> kRates = {"0.01 %", "0.1 %", "1 %", "10 %", "100 %"};
  static constexpr std::array<const char*, 5> kShares = {"0", "0.25", "0.5", "0.75", "1"};
  const bool roc = kind == PlotKind::kRoc;
  for (std::size_t i = 0; i < kShares.size(); ++i) {
    const double share = static_cast<double>(i) / 4;
    const double x = kLeft + kSize * share;
    AppendLine(x, kTop, x, kTop + kSize, "grid", out);
    AppendLine(kLeft, PlaceY(share), kLeft + kSize, PlaceY(share), "grid", out);
    AppendLabel(x, kTop + kSize + 16, "middle", roc ? kRates[i] : kShares[i], out);
    AppendLabel(kLeft - 6, PlaceY(share) + 4, "end", kShares[i], out);
  }
  AppendLabel(kLeft + kSize / 2, kTop + kSize + 36, "middle",
              roc ? "false alarms among honest texts" : "probability said", out);
  AppendLabel(kLeft + 6, kTop + 14, "start", roc ? "share found" : "share machine-made", out);
  if (!roc) AppendLine(PlaceX(kind, 0), PlaceY(0), PlaceX(kind, 1), PlaceY(1), "ideal", out);
}

// A circle, square, diamond or triangle, by the number of the series.
void AppendMarker(std::size_t series, double x, double y, std::string* out) {
  if (series % 4 == 0) {
    *out += "<circle r=\"3\"" + Attribute("cx", x) + Attribute("cy", y) + "/>\n";
    return;
  }
  const auto corner = [&](double dx, double dy) {
    return Coordinate(x + dx) + "," + Coordinate(y + dy) + " ";
  };
  *out += "<polygon points=\"";
  if (series % 4 == 1) *out += corner(-3, -3) + corner(3, -3) + corner(3, 3) + corner(-3, 3);
  if (series % 4 == 2) *out += corner(0, -4) + corner(4, 0) + corner(0, 4) + corner(-4, 0);
  if (series % 4 == 3) *out += corner(0, -4) + corner(4, 3) + corner(-4, 3);
  *out += "\"/>\n";
}

void AppendSeries(const Plot& plot, std::size_t number, std::string* out) {
  const Series& series = plot.series[number];
  const std::string css = "s" + std::to_string(number % kDashes.size());
  *out += "<g class=\"" + css + "\"><polyline class=\"curve\" stroke-dasharray=\"" +
          kDashes[number % kDashes.size()] + "\" points=\"";
  for (const Point& point : series.points) {
    *out += Coordinate(PlaceX(plot.kind, point.x)) + "," + Coordinate(PlaceY(point.y)) + " ";
  }
  *out += "\"/>\n";
  const std::size_t step = plot.kind == PlotKind::kRoc ? kMarkEvery : 1;
  for (std::size_t i = number % step; i < series.points.size(); i += step) {
    AppendMarker(number, PlaceX(plot.kind, series.points[i].x), PlaceY(series.points[i].y), out);
  }
  const double y = kLegendTop + kLegendStep * static_cast<double>(number);
  *out += std::string("<line class=\"curve\" stroke-dasharray=\"") +
          kDashes[number % kDashes.size()] + "\"" + Attribute("x1", kLeft) + Attribute("y1", y) +
          Attribute("x2", kLeft + 44) + Attribute("y2", y) + "/>\n";
  AppendMarker(number, kLeft + 22, y, out);
  *out += "</g>\n";
  AppendLabel(kLeft + 54, y + 4, "start", series.name, out);
}

}  // namespace

void AppendPlotSvg(const Plot& plot, std::string* out) {
  const double height = kLegendTop + kLegendStep * static_cast<double>(plot.series.size());
  *out += "<svg role=\"img\" viewBox=\"0 0 " + Coordinate(kWidth) + " " + Coordinate(height) +
          "\" width=\"" + Coordinate(kWidth) + "\" height=\"" + Coordinate(height) + "\"><title>" +
          reports::HtmlText(plot.title) + "</title>\n";
  AppendAxes(plot.kind, out);
  for (std::size_t s = 0; s < plot.series.size(); ++s) AppendSeries(plot, s, out);
  *out += "</svg>\n";
}

}  // namespace calque::evaluation
