// Built length by length, so that prefix and suffix of every n-gram are there.
#include "tests/scoring/random_table.h"

#include <algorithm>
#include <vector>

#include "detector/lm/table_builder.h"

namespace calque::scoring {
namespace {

text::TokenKey KeyOf(int word) {
  return word == kRandomWords ? text::SentenceBeginKey() : RandomWordKey(word);
}

}  // namespace

text::TokenKey RandomWordKey(int word) { return text::HashToken({"abcde" + word, 1}); }

std::string RandomTable(int order, std::mt19937_64* random) {
  lm::TableBuilder builder(order);
  builder.SetUnknown(-4);
  std::vector<std::vector<int>> shorter = {{}};
  for (int n = 1; n <= order; ++n) {
    std::vector<std::vector<int>> longer;
    for (const std::vector<int>& context : shorter) {
      for (int word = 0; word <= kRandomWords; ++word) {
        std::vector<int> words = context;
        words.push_back(word);
        const std::vector<int> suffix(words.begin() + 1, words.end());
        const bool closed = std::find(shorter.begin(), shorter.end(), suffix) != shorter.end();
        if (!closed || (n > 1 && (word == kRandomWords || (*random)() % 3 == 0))) continue;
        text::NgramKey key = 0;
        for (const int w : words) key = text::Extend(key, KeyOf(w));
        builder.Add(n, key, -static_cast<float>(1 + (*random)() % 90) / 30,
                    -static_cast<float>((*random)() % 60) / 60);
        longer.push_back(words);
      }
    }
    shorter = longer;
  }
  return builder.Serialize();
}

std::string RandomText(std::size_t words, std::mt19937_64* random) {
  std::string text;
  for (; words > 0; --words) {
    text +=
        (*random)() % 9 == 0 ? "zebra " : std::string(1, "abcde"[(*random)() % kRandomWords]) + " ";
  }
  return text;
}

}  // namespace calque::scoring
