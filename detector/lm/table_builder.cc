// N-grams to codes, codes to lines, lines to bytes. Everything stays in flat
// vectors that are sorted once: 16 bytes an n-gram while it is collected, and
// 16 more while it is placed.
#include "detector/lm/table_builder.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <tuple>
#include <utility>

#include "detector/lm/quantizer.h"

namespace calque::lm {
namespace {

constexpr float kLowest = -99.0f;

std::size_t Index(int order) { return static_cast<std::size_t>(order - 1); }

// Model n-grams before mere weights, then the more probable of two.
auto Precedence(const TableCell& cell) {
  return std::tuple(cell.region(), cell.mixed, cell.rank, -int{cell.probability},
                    -int{cell.backoff}, -int{cell.weight});
}

// Joins the cells of one key: the first in precedence stays, and takes the
// weight. Returns how many were neither kept nor joined.
std::uint64_t MergeCells(std::vector<TableCell>* cells) {
  std::sort(cells->begin(), cells->end(),
            [](const TableCell& a, const TableCell& b) { return Precedence(a) < Precedence(b); });
  std::uint64_t dropped = 0;
  std::size_t kept = 0;
  for (const TableCell& cell : *cells) {
    if (kept == 0 || (*cells)[kept - 1].mixed != cell.mixed ||
        (*cells)[kept - 1].region() != cell.region()) {
      (*cells)[kept++] = cell;
    } else if ((*cells)[kept - 1].weight == 0 && cell.probability == 0) {
      (*cells)[kept - 1].weight = cell.weight;
    } else {
      ++dropped;
    }
  }
  cells->resize(kept);
  return dropped;
}

}  // namespace

TableBuilder::TableBuilder(int order) : order_(order) {}

void TableBuilder::SetUnknown(float log10_prob) {
  unknown_ = std::isfinite(log10_prob) ? log10_prob : kLowest;
}

void TableBuilder::Add(int order, text::NgramKey key, float log10_prob, float log10_backoff) {
  ngrams_[Index(order)].push_back({key, std::isfinite(log10_prob) ? log10_prob : kLowest,
                                   std::isfinite(log10_backoff) ? log10_backoff : 0.0f});
}

void TableBuilder::AddWeight(int order, text::NgramKey key, float weight) {
  if (std::isfinite(weight)) {
    weights_.push_back({key, weight, static_cast<std::uint8_t>(order)});
  }
}

float TableBuilder::WeightScale() const {
  float largest = 0;
  for (const Weight& weight : weights_) largest = std::max(largest, std::abs(weight.weight));
  return largest / 127.0f;
}

void TableBuilder::AppendNgrams(int order, TableHeader* header,
                                std::vector<TableCell>* cells) const {
  const std::vector<Ngram>& ngrams = ngrams_[Index(order)];
  std::vector<float> values;
  values.reserve(ngrams.size());
  for (const Ngram& ngram : ngrams) values.push_back(ngram.log10_prob);
  const Quantizer probability(std::move(values));
  values = {};
  for (const Ngram& ngram : ngrams) {
    if (ngram.log10_backoff != 0.0f) values.push_back(ngram.log10_backoff);
  }
  const Quantizer backoff(std::move(values));
  header->probability[Index(order)] = probability.codebook();
  header->backoff[Index(order)] = backoff.codebook();
  for (const Ngram& ngram : ngrams) {
    TableCell cell;
    cell.mixed = MixKey(ngram.key);
    cell.rank = static_cast<std::uint8_t>(Index(order));
    cell.probability = probability.Encode(ngram.log10_prob);
    cell.backoff =
        ngram.log10_backoff == 0.0f ? std::uint8_t{0} : backoff.Encode(ngram.log10_backoff);
    cells->push_back(cell);
  }
}

void TableBuilder::AppendWeights(float scale, std::vector<TableCell>* cells) const {
  for (const Weight& weight : weights_) {
    const long code = scale > 0 ? std::lround(weight.weight / scale) : 0;
    if (code == 0) continue;
    TableCell cell;
    cell.mixed = MixKey(weight.key);
    cell.rank = static_cast<std::uint8_t>(Index(weight.order) + kMereWeight);
    cell.weight = static_cast<std::int8_t>(std::clamp(code, -127L, 127L));
    cells->push_back(cell);
  }
}

std::string TableBuilder::Serialize() const {
  TableHeader header;
  std::size_t total = weights_.size();
  for (const auto& ngrams : ngrams_) total += ngrams.size();
  std::vector<TableCell> cells;
  cells.reserve(total);
  for (int order = 1; order <= order_; ++order) AppendNgrams(order, &header, &cells);
  header.weight_scale = WeightScale();
  AppendWeights(header.weight_scale, &cells);
  const std::uint64_t duplicates = MergeCells(&cells);
  const FilledLines filled = FillLines(cells);

  std::memcpy(header.magic.data(), kTableMagic.data(), kTableMagic.size());
  header.version = kTableVersion;
  header.order = static_cast<std::uint32_t>(order_);
  header.line_count = filled.lines.size();
  header.region_lines = filled.region_lines;
  header.ngram_counts = filled.ngram_counts;
  header.weight_count = filled.weight_count;
  header.dropped_count = filled.dropped_count + duplicates;
  header.unknown = unknown_;
  header.checksum = HeaderChecksum(header);
  std::string section(reinterpret_cast<const char*>(&header), sizeof header);
  section.append(reinterpret_cast<const char*>(filled.lines.data()),
                 filled.lines.size() * sizeof(TableLine));
  return section;
}

}  // namespace calque::lm
