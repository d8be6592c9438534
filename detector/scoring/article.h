// "a" or "an": the article is chosen by the first sound of the next word, which its
// letters mostly tell. Small tables hold what they do not tell: silent h ("hour"),
// u as in "you" ("union"), o as in "won" ("one"), letters read by their names ("an
// MP"), numbers read out ("an 8", "an 11").
#ifndef CALQUE_DETECTOR_SCORING_ARTICLE_H_
#define CALQUE_DETECTOR_SCORING_ARTICLE_H_

#include <cstdint>
#include <string_view>

namespace calque::scoring {

enum class Article : std::uint8_t {
  kA,
  kAn,
  kEither,  // writers differ ("historic", "herb"), or the word is not ASCII
};

// The article before `word`, which is written as in the text: capitals throughout are
// an acronym, read by the letter unless it can be pronounced as a word. What follows a
// hyphen does not matter.
Article ArticleBefore(std::string_view word);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_ARTICLE_H_
