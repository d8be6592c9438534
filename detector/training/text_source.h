// Texts to the sentences that a model learns from: cut and folded by the same
// scanner that the detector uses, so that the model knows exactly the tokens it
// will be asked for.
#ifndef CALQUE_DETECTOR_TRAINING_TEXT_SOURCE_H_
#define CALQUE_DETECTOR_TRAINING_TEXT_SOURCE_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "detector/text/segmented_text.h"
#include "detector/text/segmenter.h"
#include "detector/training/ngram_counter.h"

namespace calque::training {

// Puts the next text into the string; false when there are no more.
using NextText = std::function<bool(std::string* text)>;

class TextSentences : public SentenceSource {
 public:
  explicit TextSentences(NextText next) : next_(std::move(next)), segmenter_("") {}
  bool Next(std::vector<std::string_view>* tokens) override;

 private:
  bool NextBlock();

  NextText next_;
  std::string text_;
  text::Segmenter segmenter_;
  text::SegmentedText block_;
  std::size_t sentence_ = 0;
  std::string folded_;  // of the current sentence, one token after another
  std::vector<std::size_t> ends_;
};

// One sentence a line, tokens as they stand between ASCII white space.
class PretokenizedSentences : public SentenceSource {
 public:
  explicit PretokenizedSentences(NextText next) : next_(std::move(next)) {}
  bool Next(std::vector<std::string_view>* tokens) override;

 private:
  NextText next_;
  std::string text_;
  std::string_view rest_;
};

}  // namespace calque::training

#endif  // CALQUE_DETECTOR_TRAINING_TEXT_SOURCE_H_
