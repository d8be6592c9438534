// Words that a synonym of theirs would fit far better: weak evidence, word by word,
// of a spinner that the dictionary does not know.
//
// The idea is that of context-sensitive spelling correction (Golding and Roth 1999;
// Mays, Damerau and Mercer 1991) with a thesaurus as the confusion sets. Only words
// whose place looks odd are asked: where the language model knew neither neighbour
// together with the word, or one of them at most. An original is considered when the
// model knows it beside a neighbour that it does not know beside the written word,
// and its gain is that of the whole context.
//
// What a find is worth was counted, not guessed (thesaurus.h): its weight is
// log(1 + density * ratio), the logarithm of how much likelier it is in a text of
// which one word in twenty was swapped than in a clean one. The weights of a text add
// up (naive Bayes over a Poisson stream of finds).
#ifndef CALQUE_DETECTOR_SCORING_SUBSTITUTION_H_
#define CALQUE_DETECTOR_SCORING_SUBSTITUTION_H_

#include <cstdint>
#include <span>
#include <vector>

#include "detector/lm/ngram_model.h"
#include "detector/lm/ngram_region.h"
#include "detector/scoring/thesaurus.h"
#include "detector/scoring/written_sentence.h"
#include "detector/text/segmented_text.h"

namespace calque::scoring {

// The share of swapped words that the weights ask about.
inline constexpr double kAskedDensity = 1.0 / 20;

struct Substitution {
  std::uint32_t token;       // of the block
  std::uint32_t pair;        // of the thesaurus, the one with the largest gain
  std::uint32_t find_class;  // below kFindClasses
  float gain;                // log10
  float weight;              // nats, positive
};

class SubstitutionFinder {
 public:
  // Both must outlive the finder.
  SubstitutionFinder(const lm::NgramModel& model, const Thesaurus& thesaurus);

  // Replaces `*finds` by those of the block, in text order.
  void Find(const WrittenBlock& block, std::vector<Substitution>* finds);

 private:
  // An odd word, its neighbours and its scores.
  struct Place {
    std::uint32_t token;
    std::uint32_t sentence;
    PairRange pairs;
    bool left_known;  // the model knows it, as written, beside its neighbour
    bool right_known;
    float written;       // log10 probability of the word
    float written_next;  // and of the one after it
  };
  // An original beside the neighbours, where the written word is not known: whether the
  // model knows it there is asked late, so that the answers are on their way meanwhile.
  struct Probe {
    std::uint32_t place;  // of places_
    std::uint32_t pair;
    lm::NgramPlace left;
    lm::NgramPlace right;
  };

  // A word that may be odd.
  struct Word {
    std::uint32_t token;
    std::uint32_t sentence;
  };

  // Of the current block; kept per thread, so that a text need not allocate them.
  struct Scratch {
    std::vector<Word> odd;  // so many as there are tokens, only the first are used
    std::vector<Place> places;
    std::vector<Probe> probes;  // in the order of the places
  };

  static Scratch& ScratchOfThread();
  std::span<const Word> FindOddWords(const text::SegmentedText& block,
                                     std::span<const lm::WordScore> scores);
  void CollectPlaces(const text::SegmentedText& block, std::span<const lm::WordScore> scores);
  void CollectProbes(const text::SegmentedText& block);
  bool FitsBetter(const Probe& probe) const;
  void Ask(const WrittenBlock& block, std::vector<Substitution>* finds) const;
  Substitution Weighed(const Place& place, std::uint32_t pair, float gain) const;

  const lm::NgramModel& model_;
  const Thesaurus& thesaurus_;
  std::vector<Word>& odd_;
  std::vector<Place>& places_;
  std::vector<Probe>& probes_;
};

// The finds of a whole text. A word counts once, with its largest weight, in a stretch
// of about the length of an article: a writer's favourite word is one fact, not ten. Memory is
// kept per thread, so a thread has one at a time.
class SubstitutionTotal {
 public:
  SubstitutionTotal();
  // `place` is the byte offset in the text; places never go back.
  void Add(text::TokenKey word, std::size_t place, float weight);
  double Total();

 private:
  struct Find {
    text::TokenKey word;
    float weight;
  };
  static std::vector<Find>& ListOfThread();
  void CloseStretch();

  std::size_t stretch_ = 0;
  std::vector<Find>& finds_;  // of the current stretch
  double closed_ = 0;
};

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_SUBSTITUTION_H_
