// Hashes every word once, then visits the n-grams order by order.
#include "detector/training/table_export.h"

#include <vector>

#include "detector/lm/table_builder.h"
#include "detector/text/token_key.h"

namespace calque::training {

std::string ExportTable(const EstimatedModel& model) {
  std::vector<text::TokenKey> keys;
  keys.reserve(model.vocabulary.size());
  for (WordId id = 0; id < model.vocabulary.size(); ++id) {
    keys.push_back(text::HashToken(model.vocabulary.Word(id)));
  }
  lm::TableBuilder builder(model.order());
  for (int order = 1; order <= model.order(); ++order) {
    model.Visit(order, [&](std::span<const WordId> words, float log10_prob, float log10_backoff) {
      if (order == 1 && words[0] == kUnknownId) {
        builder.SetUnknown(log10_prob);
        return;
      }
      text::NgramKey key = 0;
      for (const WordId word : words) key = text::Extend(key, keys[word]);
      builder.Add(order, key, log10_prob, log10_backoff);
    });
  }
  return builder.Serialize();
}

}  // namespace calque::training
