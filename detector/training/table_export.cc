// Hashes every word once, then visits the n-grams order by order.
#include "detector/training/table_export.h"

#include <algorithm>
#include <span>
#include <vector>

#include "detector/lm/table_builder.h"
#include "detector/lm/table_codec.h"
#include "detector/text/token_key.h"

namespace calque::training {
namespace {

bool HasUnknown(std::span<const WordId> words) {
  return std::find(words.begin(), words.end(), kUnknownId) != words.end();
}

}  // namespace

std::uint64_t CountUnknownNgrams(const EstimatedModel& model) {
  std::uint64_t count = 0;
  for (int order = 2; order <= model.order(); ++order) {
    model.Visit(order, [&](std::span<const WordId> words, float, float) {
      if (HasUnknown(words)) ++count;
    });
  }
  return count;
}

std::string ExportTable(const EstimatedModel& model) {
  std::vector<text::TokenKey> keys;
  keys.reserve(model.vocabulary.size());
  for (WordId id = 0; id < model.vocabulary.size(); ++id) {
    keys.push_back(text::HashToken(model.vocabulary.Word(id)));
  }
  lm::TableBuilder builder(model.order());
  builder.SetUnknown(model.level(1).log10_probs[kUnknownId]);
  for (int order = 1; order <= model.order(); ++order) {
    model.Visit(order, [&](std::span<const WordId> words, float log10_prob, float log10_backoff) {
      if (HasUnknown(words)) return;
      text::NgramKey key = 0;
      for (const WordId word : words) key = text::Extend(key, keys[word]);
      builder.Add(order, key, log10_prob, log10_backoff);
    });
  }
  return builder.Serialize();
}

std::string ExportCompactTable(const EstimatedModel& model) {
  const std::string table = ExportTable(model);
  return lm::EncodeTable(std::as_bytes(std::span(table)));
}

}  // namespace calque::training
