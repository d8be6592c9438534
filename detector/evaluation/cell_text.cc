// Numbers go through reports' formatting, which knows no locale.
#include "detector/evaluation/cell_text.h"

#include "detector/reports/number_format.h"

namespace calque::evaluation {
namespace {

using reports::AppendFixed;

void AppendInterval(const Interval& interval, double scale, int decimals, std::string* out) {
  out->append(" (");
  AppendFixed(scale * interval.low, decimals, out);
  out->push_back('-');
  AppendFixed(scale * interval.high, decimals, out);
  out->push_back(')');
}

struct Formatter {
  std::string operator()(std::monostate) const { return "-"; }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(std::uint64_t count) const {
    std::string out;
    reports::AppendGrouped(count, &out);
    return out;
  }
  std::string operator()(const Number& number) const {
    std::string out;
    AppendFixed(number.value, number.decimals, &out);
    return out;
  }
  std::string operator()(const Estimate& estimate) const {
    std::string out;
    AppendFixed(estimate.value, estimate.decimals, &out);
    AppendInterval(estimate.interval, 1, estimate.decimals, &out);
    return out;
  }
  std::string operator()(const Share& share) const {
    std::string out;
    reports::AppendGrouped(share.count, &out);
    AppendInterval(WilsonInterval(share.count, share.of), 100, 2, &out);
    return out;
  }
};

}  // namespace

std::string CellText(const Cell& cell) { return std::visit(Formatter{}, cell); }

bool IsNumeric(const Cell& cell) { return !std::holds_alternative<std::string>(cell); }

}  // namespace calque::evaluation
