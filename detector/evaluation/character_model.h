// Fluency of a text under a character n-gram model, the measure of monocleaner
// (Sanchez-Cartagena, Banon, Ortiz-Rojas and Ramirez 2018): a baseline that knows
// neither words nor artifacts.
//
// The model is one of our own estimator, trained on lines whose characters stand
// apart, with "_" for a space:
//
//   sed 's/[[:blank:]]\{1,\}/_/g; s/./& /g' plain.txt > characters.txt
//   calque train-lm --pretokenized --order 6 --max-size 24M -o characters.lm characters.txt
//
// The estimator's longest n-gram has 6 tokens; monocleaner's models have 7.
#ifndef CALQUE_DETECTOR_EVALUATION_CHARACTER_MODEL_H_
#define CALQUE_DETECTOR_EVALUATION_CHARACTER_MODEL_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "calque/result.h"
#include "detector/lm/ngram_model.h"
#include "detector/storage/pack.h"

namespace calque::evaluation {

class CharacterModel {
 public:
  // A file that `calque train-lm` wrote (lm/table_codec.h).
  static Result<CharacterModel> Open(const std::string& path);

  // -log10 of the probability of a character on average, line ends counted; every
  // line is a sentence of its own, blank ones are none. 0 for a text without lines.
  double Surprise(std::string_view text) const;

 private:
  CharacterModel(storage::MappedFile pages, const lm::NgramModel& model)
      : pages_(std::move(pages)), model_(model) {}

  storage::MappedFile pages_;
  lm::NgramModel model_;
};

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_CHARACTER_MODEL_H_
