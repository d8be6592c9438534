// What the model thinks of many swaps, each read by itself.
//
// Idea: a swap changes a handful of n-grams, each in a line of its own of the table, and a
// longer one is asked for only where the shorter are there. Swap by swap, every answer would be
// waited for. So all swaps go through the lengths together, as the words of a block do
// (lm/block_scorer.h): the lines of all words are sent for and looked at, then those of all
// pairs, and so on.
#ifndef CALQUE_DETECTOR_SCORING_SWAP_SCORER_H_
#define CALQUE_DETECTOR_SCORING_SWAP_SCORER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "detector/lm/ngram_model.h"
#include "detector/scoring/written_sentence.h"
#include "detector/text/segmented_text.h"
#include "detector/text/token_key.h"

namespace calque::scoring {

class SwapScorer {
 public:
  // The model must outlive it. Memory is kept per thread, so a thread has one at a time.
  explicit SwapScorer(const lm::NgramModel& model);

  // Tokens [begin, end) of the sentence, read as `original`. Swaps are numbered as they come.
  void Add(const WrittenSentence& sentence, std::uint32_t begin, std::uint32_t end,
           std::span<const text::TokenKey> original);
  std::size_t size() const { return memory_.swaps.size(); }

  // Scores all of them. Nothing may be added afterwards.
  void Score();

  // By how much (log10) the swap makes the sentence more probable, over the words whose
  // probability it changes; exactly what NgramModel::Score says of them.
  float Gain(std::size_t swap) const { return memory_.swaps[swap].gain; }

 private:
  // Of the n-grams that end in a word.
  struct Known {
    std::array<std::uint8_t, lm::kMaxOrder> backoff;  // codes, by length - 1
    std::uint8_t matched;                             // words of the longest one in the model
    std::uint8_t probability;                         // its code, if there is one
  };
  // A word in the reach of a swap: of the original, of the words behind it whose n-grams begin
  // before its end, or in front of it. In front only the last word has n-grams.
  struct Place {
    text::TokenKey word;
    text::NgramKey key;  // of the longest n-gram that ends in it and is known or was asked for
    lm::NgramPlace asked;
    Known known;
  };
  struct Swap {
    std::uint32_t first;  // of the places whose words are scored
    std::uint32_t count;
    float gain;  // until it is scored: less what is written
  };
  struct Memory {
    std::vector<Place, text::Uncleared<Place>> places;  // swap by swap
    std::vector<Swap> swaps;
    // Places that may have longer n-grams than those of so many words, which are as written.
    std::array<std::vector<std::uint32_t>, lm::kMaxOrder> to_ask;
    std::vector<std::uint32_t> asked;  // places that may have an n-gram of the current length
    std::vector<std::uint32_t> spilled;
  };

  static Memory& MemoryOfThread();
  static void CopyKnown(lm::NgramCodes::Column codes, std::size_t longest, Known* known);
  void Send(std::size_t length);
  void Look(std::size_t length);
  static void Take(std::size_t length, const lm::NgramSlot& slot, Known* known);
  float Read(const Swap& swap) const;

  const lm::NgramTable& table_;
  const std::size_t order_;
  Memory& memory_;
};

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_SWAP_SCORER_H_
