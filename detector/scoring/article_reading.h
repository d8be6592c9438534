// An original may want the other article: "an ally" was "a friend". A rewriter that
// mends its articles would hide behind them if the model were asked about "an friend",
// so such an original is read together with its article.
#ifndef CALQUE_DETECTOR_SCORING_ARTICLE_READING_H_
#define CALQUE_DETECTOR_SCORING_ARTICLE_READING_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "detector/scoring/adjudicator.h"
#include "detector/text/segmented_text.h"

namespace calque::scoring {

// Owns the keys of the readings of one block; their memory serves the next one.
class ArticleKeys {
 public:
  void clear() { used_ = 0; }
  // An empty list of keys, which stays where it is until the next clear().
  std::vector<text::TokenKey>& Add() {
    if (used_ == lists_.size()) lists_.emplace_back();
    lists_[used_].clear();
    return lists_[used_++];
  }

 private:
  std::vector<std::vector<text::TokenKey>> lists_;
  std::size_t used_ = 0;
};

// When "a" or "an" stands before the alternative and `original`, its text, wants the
// other one, makes the article part of it. `*keys` must live as long as the alternative.
void AgreeArticle(const text::SegmentedText& block, const text::Sentence& sentence,
                  std::string_view original, ArticleKeys* keys, Alternative* alternative);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_ARTICLE_READING_H_
