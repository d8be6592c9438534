// An original may want the other article: "an ally" was "a friend". A rewriter that
// mends its articles would hide behind them if the model were asked about "an friend",
// so such an original is read together with its article.
#ifndef CALQUE_DETECTOR_SCORING_ARTICLE_READING_H_
#define CALQUE_DETECTOR_SCORING_ARTICLE_READING_H_

#include <string_view>
#include <vector>

#include "detector/scoring/adjudicator.h"
#include "detector/text/segmented_text.h"

namespace calque::scoring {

// Owns the keys of the readings of one sentence.
using ArticleKeys = std::vector<std::vector<text::TokenKey>>;

// When "a" or "an" stands before the alternative and `original`, its text, wants the
// other one, makes the article part of it. `*keys` must live as long as the alternative.
void AgreeArticle(const text::SegmentedText& block, const text::Sentence& sentence,
                  std::string_view original, ArticleKeys* keys, Alternative* alternative);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_ARTICLE_READING_H_
