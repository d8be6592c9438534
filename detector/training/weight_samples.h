// Labelled texts to the samples that translationese weights are learned from: which
// n-grams of the language model's table a text of some 300 tokens holds, and how
// often.
//
// Samples must differ in nothing but what is to be learned. So they are of one
// length: of human prose a run of sentences from somewhere in the text; of
// translations, which come sentence by sentence, ten that follow each other in the
// work of one translator. Those ten are the same for all translators of a language
// pair, and such samples share a unit: of the same content, they are one witness, not
// twenty. A machine's sentence that equals a person's translation, or another
// machine's, teaches nothing and is left out.
#ifndef CALQUE_DETECTOR_TRAINING_WEIGHT_SAMPLES_H_
#define CALQUE_DETECTOR_TRAINING_WEIGHT_SAMPLES_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detector/lm/ngram_model.h"
#include "detector/text/segmented_text.h"
#include "detector/training/sparse_logistic.h"

namespace calque::training {

// The longest n-grams that get weights.
inline constexpr int kWeightOrder = 3;

enum class SampleKind : std::uint8_t { kProse, kHumanTranslation, kMachineTranslation };

struct WeightSample {
  SampleKind kind = SampleKind::kProse;
  std::uint32_t domain = 0;  // the collection or the language pair
  std::uint32_t outlet = 0;  // who published it; prose only
  std::uint32_t unit = 0;    // the same for all versions of one content
  std::uint32_t events = 0;  // tokens and sentence ends
  // By slot of the table (NgramTable::SlotNumber), ascending; the value is the count.
  std::vector<SparseFeature> slots;
};

struct Translation {
  std::string text;
  std::string pair;
  std::string group;  // ties the versions of a segment together
  std::string system;
  bool machine = false;
};

class WeightSamples {
 public:
  // The model must outlive the samples. Requires a table of less than 2^32 slots.
  explicit WeightSamples(const lm::NgramModel& model) : model_(model) {}

  void AddProse(std::string_view text, const std::string& collection, const std::string& outlet);
  // Translations of a system are expected in the order of the text.
  void AddTranslation(Translation translation);

  // All samples; the translations among them are made now, as it takes all versions of
  // a segment to see which are equal. Call once.
  std::vector<WeightSample> Take();

 private:
  struct Joined {
    std::string text;
    std::string pair;
    std::string unit;
    bool machine = false;
  };
  std::uint32_t Number(const std::string& name);
  void CountSentence(std::span<const text::TokenKey> keys);
  void AddSample(WeightSample sample);
  std::map<std::string, Joined> JoinTranslations() const;

  const lm::NgramModel& model_;
  std::vector<Translation> translations_;
  std::vector<WeightSample> samples_;
  std::map<std::string, std::uint32_t> numbers_;
  // Of the sample at hand.
  std::vector<std::uint32_t> slots_;
  std::uint32_t events_ = 0;
  std::vector<text::TokenKey> words_;
  std::vector<lm::WordScore> scores_;
};

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_WEIGHT_SAMPLES_H_
