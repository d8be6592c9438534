// One table of (name, where the value goes) serves reading and writing.
#include "detector/scoring/calibration.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <map>

namespace calque::scoring {
namespace {

// A named row of one or more numbers inside a Calibration.
struct Row {
  std::string name;
  std::vector<double*> numbers;
  std::vector<std::size_t*> counts;
};

template <std::size_t kSize>
void AddLogistic(const std::string& prefix, const std::array<std::string_view, kSize>& features,
                 Logistic<kSize>* logistic, std::vector<Row>* rows) {
  rows->push_back({prefix + "bias", {&logistic->bias}, {}});
  for (std::size_t i = 0; i < kSize; ++i) {
    rows->push_back({prefix + std::string(features[i]), {&logistic->weights[i]}, {}});
  }
}

std::vector<Row> RowsOf(Calibration* c) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < c->swap_cost.size(); ++i) {
    const auto strength = static_cast<Strength>(i);
    const std::string name = StrengthName(strength);
    rows.push_back({"swap_cost." + name, {&c->swap_cost[i]}, {}});
    rows.push_back({"rewritten.swap_cost." + name, {&c->rewritten_swap_cost[i]}, {}});
  }
  rows.push_back({"rewritten.distinct", {}, {&c->rewritten_distinct}});
  rows.push_back({"rewritten.rate", {&c->rewritten_rate}, {}});
  for (std::size_t i = 0; i < kCauseNames.size(); ++i) {
    AddLogistic(std::string(kCauseNames[i]) + ".", kDocumentFeatures, &c->document.causes[i],
                &rows);
  }
  AddLogistic("sentence.", kSentenceFeatures, &c->sentence, &rows);
  for (std::size_t i = 0; i < c->modes.size(); ++i) {
    const std::string mode = ModeName(static_cast<Mode>(i));
    rows.push_back({"threshold." + mode + ".suspect", {&c->modes[i].suspect}, {}});
    rows.push_back({"threshold." + mode + ".artifact", {&c->modes[i].artifact}, {}});
  }
  rows.push_back({"insufficient.always", {}, {&c->insufficient_always}});
  rows.push_back({"insufficient.clean", {}, {&c->insufficient_clean}});
  rows.push_back({"minimum.distinct", {}, {&c->minimum_distinct}});
  rows.push_back({"usual.bias", {&c->usual.bias}, {}});
  for (std::size_t i = 0; i < kMakeUpFeatures.size(); ++i) {
    rows.push_back({"usual." + std::string(kMakeUpFeatures[i]), {&c->usual.weights[i]}, {}});
  }
  for (std::size_t bin = 0; bin < c->fluency.size(); ++bin) {
    Row row{"fluency." + std::to_string(bin), {}, {}};
    for (double& quantile : c->fluency[bin]) row.numbers.push_back(&quantile);
    rows.push_back(std::move(row));
  }
  return rows;
}

// Reads the next number of a space-separated list.
template <typename T>
bool TakeNumber(std::string_view* text, T* value) {
  while (text->starts_with(' ')) text->remove_prefix(1);
  const auto [end, failure] = std::from_chars(text->data(), text->data() + text->size(), *value);
  if (failure != std::errc()) return false;
  text->remove_prefix(static_cast<std::size_t>(end - text->data()));
  return text->empty() || text->front() == ' ';
}

bool FillRow(const Row& row, std::string_view values) {
  for (double* number : row.numbers) {
    if (!TakeNumber(&values, number) || !std::isfinite(*number)) return false;
  }
  for (std::size_t* count : row.counts) {
    if (!TakeNumber(&values, count)) return false;
  }
  return values.empty();
}

}  // namespace

template <std::size_t kSize>
double Logistic<kSize>::Logit(const std::array<double, kSize>& features) const {
  double sum = bias;
  for (std::size_t i = 0; i < kSize; ++i) sum += weights[i] * features[i];
  return sum;
}
template <std::size_t kSize>
double Logistic<kSize>::Probability(const std::array<double, kSize>& features) const {
  return 1 / (1 + std::exp(-Logit(features)));
}
template struct Logistic<kDocumentFeatures.size()>;
template struct Logistic<kSentenceFeatures.size()>;

Cause DocumentModel::Likeliest(const DocumentFeatures& features) const {
  const auto less = [&](const auto& a, const auto& b) {
    return a.Logit(features) < b.Logit(features);
  };
  return static_cast<Cause>(std::max_element(causes.begin(), causes.end(), less) - causes.begin());
}

double DocumentModel::Logit(const DocumentFeatures& features) const {
  double log_none = 0;  // of the probability that no cause is there
  for (const auto& cause : causes) {
    const double x = cause.Logit(features);
    log_none -= std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
  }
  return std::log(-std::expm1(log_none)) - log_none;
}

double DocumentModel::Probability(const DocumentFeatures& features) const {
  return 1 / (1 + std::exp(-Logit(features)));
}

double UsualScore::Of(const MakeUp& make_up) const {
  double sum = bias;
  for (std::size_t i = 0; i < make_up.size(); ++i) sum += weights[i] * make_up[i];
  return sum;
}

Result<Calibration> Calibration::Parse(std::string_view text) {
  Calibration calibration;
  std::map<std::string, Row, std::less<>> missing;
  for (Row& row : RowsOf(&calibration)) missing.emplace(row.name, row);
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t newline = text.find('\n');
    const std::string_view row = text.substr(0, newline);
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    if (row.empty() || row.starts_with('#')) continue;
    const std::size_t tab = row.find('\t');
    const auto it = missing.find(row.substr(0, tab));
    if (tab == std::string_view::npos || it == missing.end() ||
        !FillRow(it->second, row.substr(tab + 1))) {
      return Error{ErrorCode::kInvalidArgument,
                   "calibration, line " + std::to_string(line) + ": \"" +
                       std::string(row.substr(0, 60)) +
                       "\" is unknown, repeated, or has not the numbers it needs"};
    }
    missing.erase(it);
  }
  if (!missing.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "calibration: \"" + missing.begin()->first + "\" is missing"};
  }
  return calibration;
}

std::string Calibration::Format() const {
  Calibration copy = *this;
  std::string out;
  char number[32];
  for (const Row& row : RowsOf(&copy)) {
    out += row.name;
    char separator = '\t';
    for (const double* value : row.numbers) {
      std::snprintf(number, sizeof(number), "%c%.6g", separator, *value);
      out += number;
      separator = ' ';
    }
    for (const std::size_t* value : row.counts) {
      out += separator + std::to_string(*value);
      separator = ' ';
    }
    out += '\n';
  }
  return out;
}

}  // namespace calque::scoring
