// Backoff scoring. With m the length of the longest n-gram of the model that
// ends in the word, and L the number of contexts known before it:
//
//   log10 P = probability(m-gram) + sum of backoff(k newest words), k = m..L
//
// The model is closed, so m is found by probing lengths 1, 2, ... until one is
// absent, and an n-gram can only be there if its context is one of the L. The
// sentence path asks the same questions, but length by length for all words at
// once, so that the cache misses of a length overlap.
#include "detector/lm/ngram_model.h"

#include <algorithm>

namespace calque::lm {
namespace {

constexpr std::size_t kContext = kMaxOrder - 1;
// Positions that are scored together; longer sentences go piece by piece.
constexpr std::size_t kPiece = 256;

using Backoffs = std::array<float, kContext>;

// Both paths add in this order, so that they agree to the last bit.
WordScore Combine(float log10_prob, std::size_t matched, const Backoffs& backoff,
                  std::size_t length) {
  for (std::size_t k = std::max<std::size_t>(matched, 1); k <= length; ++k) {
    log10_prob += backoff[k - 1];
  }
  return {log10_prob, static_cast<std::uint8_t>(matched), matched == 0};
}

// A piece of a sentence while it is scored: struct of arrays, one element a
// position. words has the context of the first position in front.
class Piece {
 public:
  Piece(const NgramTable& table, const NgramModel::State& in) : table_(table), in_(in) {
    for (std::size_t i = 0; i < kContext; ++i) words_[kContext - 1 - i] = in.words[i];
  }

  void Push(text::TokenKey word) { words_[kContext + size_++] = word; }

  // Finds the longest match of every position.
  void Match() {
    for (std::size_t i = 0; i < size_; ++i) {
      active_[i] = static_cast<std::uint16_t>(i);
      matched_[i] = 0;
      prob_[i] = table_.unknown();
      keys_[i] = 0;
    }
    std::size_t active = size_;
    const auto order = static_cast<std::size_t>(table_.order());
    for (std::size_t n = 1; n <= order && active > 0; ++n) {
      active = ProbeLength(n, KeepExtendable(n, active));
    }
  }

  void Write(std::span<WordScore> out) const {
    const auto longest = static_cast<std::size_t>(table_.order()) - 1;
    std::size_t length = in_.length;
    const Backoffs* backoff = &in_.backoff;
    for (std::size_t i = 0; i < size_; ++i) {
      out[i] = Combine(prob_[i], matched_[i], *backoff, length);
      length = std::min<std::size_t>(matched_[i], longest);
      backoff = &backoff_[i];
    }
  }

  // Requires Match and at least one position.
  NgramModel::State FinalState() const {
    NgramModel::State state;
    const auto longest = static_cast<std::size_t>(table_.order()) - 1;
    const std::size_t length = std::min<std::size_t>(matched_[size_ - 1], longest);
    for (std::size_t i = 0; i < length; ++i) {
      state.words[i] = words_[kContext + size_ - 1 - i];
      state.backoff[i] = backoff_[size_ - 1][i];
    }
    state.length = static_cast<std::uint8_t>(length);
    return state;
  }

 private:
  // Of the positions whose (n-1)-gram matched, keeps those whose context of n-1
  // words is known; makes their n-gram keys and sends for their lines.
  std::size_t KeepExtendable(std::size_t n, std::size_t active) {
    std::size_t kept = 0;
    for (std::size_t a = 0; a < active; ++a) {
      const std::size_t i = active_[a];
      const std::size_t known = i == 0 ? in_.length : matched_[i - 1];
      if (known + 1 < n) continue;
      keys_[i] = text::ExtendLeft(keys_[i], static_cast<int>(n) - 1, words_[kContext + i + 1 - n]);
      table_.Prefetch(keys_[i]);
      active_[kept++] = static_cast<std::uint16_t>(i);
    }
    return kept;
  }

  // Probes length n at the active positions; keeps those that matched.
  std::size_t ProbeLength(std::size_t n, std::size_t active) {
    const int order = static_cast<int>(n);
    std::size_t kept = 0;
    for (std::size_t a = 0; a < active; ++a) {
      const std::size_t i = active_[a];
      const NgramSlot slot = table_.Find(keys_[i]);
      if (!slot.has_probability()) continue;
      matched_[i] = static_cast<std::uint8_t>(n);
      prob_[i] = table_.Probability(order, slot);
      if (n <= kContext) backoff_[i][n - 1] = table_.Backoff(order, slot);
      active_[kept++] = static_cast<std::uint16_t>(i);
    }
    return kept;
  }

  const NgramTable& table_;
  const NgramModel::State& in_;
  std::size_t size_ = 0;
  // Written before they are read, position by position: not cleared here.
  std::array<text::TokenKey, kContext + kPiece> words_;
  std::array<text::NgramKey, kPiece> keys_;
  std::array<Backoffs, kPiece> backoff_;
  std::array<float, kPiece> prob_;
  std::array<std::uint16_t, kPiece> active_;
  std::array<std::uint8_t, kPiece> matched_;
};

}  // namespace

Result<NgramModel> NgramModel::Open(std::span<const std::byte> section) {
  Result<NgramTable> table = NgramTable::Open(section);
  if (!table.ok()) return table.error();
  NgramModel model;
  model.table_ = *table;
  State empty;
  model.Score(empty, text::SentenceBeginKey(), &model.begin_sentence_);
  return model;
}

WordScore NgramModel::Score(const State& in, text::TokenKey word, State* out) const {
  State next;
  float prob = table_.unknown();
  std::size_t matched = 0;
  text::NgramKey key = word;
  const auto longest = static_cast<std::size_t>(table_.order()) - 1;
  for (std::size_t n = 1; n <= std::size_t{in.length} + 1; ++n) {
    if (n > 1) key = text::ExtendLeft(key, static_cast<int>(n) - 1, in.words[n - 2]);
    const NgramSlot slot = table_.Find(key);
    if (!slot.has_probability()) break;
    matched = n;
    prob = table_.Probability(static_cast<int>(n), slot);
    if (n > longest) break;
    next.words[n - 1] = n == 1 ? word : in.words[n - 2];
    next.backoff[n - 1] = table_.Backoff(static_cast<int>(n), slot);
    next.length = static_cast<std::uint8_t>(n);
  }
  const WordScore score = Combine(prob, matched, in.backoff, in.length);
  *out = next;
  return score;
}

void NgramModel::ScoreSentence(std::span<const text::TokenKey> keys,
                               std::span<WordScore> out) const {
  State state = begin_sentence_;
  for (std::size_t begin = 0; begin <= keys.size();) {
    Piece piece(table_, state);
    const std::size_t end = std::min(begin + kPiece, keys.size() + 1);
    for (std::size_t i = begin; i < end; ++i) {
      piece.Push(i < keys.size() ? keys[i] : text::SentenceEndKey());
    }
    piece.Match();
    piece.Write(out.subspan(begin, end - begin));
    state = piece.FinalState();
    begin = end;
  }
}

}  // namespace calque::lm
