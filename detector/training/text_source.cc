// A token's folded form is not kept by the segmenter (the detector needs keys
// only), so each token is folded once more by itself; folding depends on nothing
// outside the token.
#include "detector/training/text_source.h"

#include "detector/text/tokenizer.h"

namespace calque::training {

bool TextSentences::NextBlock() {
  sentence_ = 0;
  while (!segmenter_.Next(&block_)) {
    if (!next_(&text_)) return false;
    segmenter_ = text::Segmenter(text_);
  }
  return true;
}

bool TextSentences::Next(std::vector<std::string_view>* tokens) {
  while (sentence_ == block_.sentences.size()) {
    if (!NextBlock()) return false;
  }
  const text::Sentence& sentence = block_.sentences[sentence_++];
  folded_.clear();
  ends_.clear();
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
    text::Tokenizer tokenizer(block_.Text(block_.tokens[i]));
    text::ScannedToken token;
    if (tokenizer.Next(&token)) folded_ += token.folded;
    ends_.push_back(folded_.size());
  }
  tokens->clear();
  std::size_t begin = 0;
  for (const std::size_t end : ends_) {
    tokens->push_back(std::string_view(folded_).substr(begin, end - begin));
    begin = end;
  }
  return true;
}

bool PretokenizedSentences::Next(std::vector<std::string_view>* tokens) {
  while (rest_.empty()) {
    if (!next_(&text_)) return false;
    rest_ = text_;
  }
  const std::size_t newline = rest_.find('\n');
  std::string_view line = rest_.substr(0, newline);
  rest_.remove_prefix(newline == std::string_view::npos ? rest_.size() : newline + 1);
  tokens->clear();
  while (!line.empty()) {
    const std::size_t space = line.find_first_of(" \t\r\v\f");
    if (space != 0) tokens->push_back(line.substr(0, space));
    line.remove_prefix(space == std::string_view::npos ? line.size() : space + 1);
  }
  return true;
}

}  // namespace calque::training
