// Scores a stream of words, many at a time: the fast path of NgramModel.
//
// Idea: what one word costs is waiting, for a cache line and for mispredicted
// branches. So words of any sentences are collected in a piece, and the piece
// is scored length by length: first all unigrams, then all bigrams that can
// still match, and so on. Within a length every probe is independent of the
// others, the lines of all are sent for before the first is looked at, and no branch
// depends on the answers: those that found nothing are listed, and the list is gone
// through once more. (Groups of 64 to 256 slots that go through the lengths in turn, so that
// lines are looked at sooner after they were sent for, were slower.)
//
// Words stand in slots, in the order of the text; <s> has a slot too, as it is
// the context of others. For each length the codes of the n-gram that ends in a slot are kept,
// a byte each, zero where there is none. An n-gram that ends in slot i is probed if those of
// length n - 1 that end in i and in i - 1 are there and slot i is not <s>, which is a comparison
// of byte arrays, 64 slots at a time. What the codes stand for is looked up once, in the end,
// slot by slot. The backoff is a difference of two sums, b(1) + ... + b(k) for the k newest words
// before the slot:
//
//   log10 P = probability(m) + (sum(all known contexts) - sum(m - 1 newest))
//
// Staging by length and prefix sums: Heafield, "KenLM" (2011) asks word by
// word; batching with software prefetch follows Chen et al., "Improving Hash
// Join Performance through Prefetching" (2004).
#ifndef CALQUE_DETECTOR_LM_BLOCK_SCORER_H_
#define CALQUE_DETECTOR_LM_BLOCK_SCORER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "detector/lm/ngram_codes.h"
#include "detector/lm/ngram_table.h"
#include "detector/lm/word_score.h"
#include "detector/text/token_key.h"

namespace calque::lm {

// Lives on the stack (about 50 KiB): no allocation, no state between uses.
class BlockScorer {
 public:
  // Scores are written to `out` one after another, one for each word and one
  // for each sentence end; `alone`, if not null, likewise receives the log10
  // probability of each without its context. `codes`, if not null, has room for
  // as many slots. All must outlive the scorer.
  BlockScorer(const NgramTable& table, WordScore* out, float* alone, NgramCodes* codes);

  // The next sentence, from <s> to </s>.
  void AddSentence(std::span<const text::TokenKey> keys);

  // Scores what is still waiting. Nothing may be added afterwards.
  void Finish();

 private:
  // Slots that are scored together. Their arrays stay in the second-level cache.
  static constexpr std::size_t kPiece = 1024;
  static constexpr std::size_t kWordBits = 64;
  // Slots before the piece: the end of the one before, as context.
  static constexpr std::size_t kFront = 16;
  static constexpr std::size_t kEnd = kFront + kPiece;
  static constexpr std::size_t kSlots = kEnd + kWordBits;

  // What the table says of the n-grams of one length, as codes, by slot.
  struct Codes {
    std::array<std::uint8_t, kSlots> probability;  // 0: not in the model
    std::array<std::uint8_t, kSlots> backoff;
    std::array<std::int8_t, kSlots> weight;
  };

  void Append(text::TokenKey key, bool begins);
  void ScorePiece();
  std::size_t Start();
  std::size_t Extend(std::size_t n);
  std::uint64_t Extendable(std::size_t n, std::size_t first) const;
  void Send(const NgramRegion& region, text::NgramKey key, std::size_t i, std::size_t a);
  template <bool kWeights>
  void Probe(std::size_t n, std::size_t count);
  void ProbeSpilled(std::size_t n, std::size_t absent);
  void AddUp(std::size_t n);
  void Write();
  template <std::size_t kOrder>
  void WriteOrder();
  void CopyCodes();
  void KeepContext();

  const NgramTable& table_;
  const std::size_t order_;
  const bool has_weights_;
  WordScore* out_;
  float* alone_;
  NgramCodes* const codes_of_all_;  // pieces
  std::size_t copied_slots_ = 0;
  std::size_t end_ = kFront;  // the slot for the next word

  // One element a slot.
  std::array<text::TokenKey, kSlots> words_;
  std::array<text::NgramKey, kSlots> keys_;   // of the n-gram that was asked for last
  std::array<std::uint8_t, kSlots> scored_;   // 0: <s>, which has no score, else 1
  std::array<std::uint8_t, kSlots> matched_;  // length of the longest match
  std::array<std::uint8_t, kSlots> best_;     // the code of its probability
  std::array<std::int16_t, kSlots> weight_;   // of all matches, added up
  std::array<Codes, kMaxOrder> codes_;        // by length - 1

  // Of the last slot written: the sum of the backoffs of the 0, 1, 2, ... newest words.
  std::array<float, kMaxOrder> sums_{};

  // One element a probe.
  std::array<const TableLine*, kPiece> homes_;
  std::array<std::uint16_t, kPiece> fingerprints_;
  std::array<std::uint16_t, kPiece> probed_;      // its slot
  std::array<std::uint16_t, kPiece + 1> absent_;  // the numbers of those that are not at home
};

}  // namespace calque::lm

#endif  // CALQUE_DETECTOR_LM_BLOCK_SCORER_H_
