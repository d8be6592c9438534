// Nothing is done, and nothing allocated, unless an article stands there and is wrong.
#include "detector/scoring/article_reading.h"

#include "detector/scoring/article.h"

namespace calque::scoring {

void AgreeArticle(const text::SegmentedText& block, const text::Sentence& sentence,
                  std::string_view original, ArticleKeys* keys, Alternative* alternative) {
  constexpr text::TokenKey kA = text::HashToken("a");
  constexpr text::TokenKey kAn = text::HashToken("an");
  if (alternative->begin == sentence.begin || alternative->original.empty()) return;
  const text::TokenKey written = block.keys[alternative->begin - 1];
  if (written != kA && written != kAn) return;
  const Article right = ArticleBefore(original.substr(0, original.find(' ')));
  if (right == Article::kEither || (right == Article::kAn) == (written == kAn)) return;
  std::vector<text::TokenKey>& words = keys->Add();
  words.push_back(written == kA ? kAn : kA);
  words.insert(words.end(), alternative->original.begin(), alternative->original.end());
  --alternative->begin;
  alternative->original = words;
}

}  // namespace calque::scoring
