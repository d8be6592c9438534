// Splicing: a place in the list of all words is followed until a jump to another place of the
// same word, along rings that join the places of each word.
#include "bench/spliced_text.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "bench/sample_articles.h"

namespace calque::bench {
namespace {

constexpr std::size_t kArticleBytes = 5000;
// The examples of dictionaries are short: some are strung together.
constexpr std::size_t kShortestSentence = 12;
// One word in so many is made up.
constexpr std::size_t kMakeUp = 200;
constexpr std::size_t kCleanExample = 11;  // column of the dictionary sources

bool EndsSentence(const std::string& word) {
  return word.find_last_of(".!?") != std::string::npos &&
         word.find_last_of(".!?") + 2 >= word.size();
}

bool IsAscii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

std::string FieldOf(const std::string& line, std::size_t column) {
  std::istringstream fields(line);
  std::string field;
  for (std::size_t i = 0; i <= column; ++i) {
    if (!std::getline(fields, field, '\t')) return "";
  }
  return field;
}

}  // namespace

SplicedText::SplicedText(std::uint64_t seed, const Splicing& splicing)
    : random_(seed), splicing_(splicing) {
  for (const std::string& path : SourceFiles("corpora/samples", "honest-")) {
    AddSentences(Contents(path));
  }
  for (const std::string& path : SourceFiles("dictionaries/en", "")) {
    if (!path.ends_with(".tsv")) continue;
    std::istringstream lines(Contents(path));
    std::string line;
    std::getline(lines, line);  // names of the columns
    while (std::getline(lines, line)) AddSentences(FieldOf(line, kCleanExample));
  }
  last_.clear();
}

void SplicedText::AddSentences(const std::string& text) {
  if (!IsAscii(text)) return;
  bool begins = true;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const std::size_t place = words_.size();
    if (begins) begins_.push_back(place);
    begins = EndsSentence(word);
    const auto [last, is_new] = last_.try_emplace(word, place);
    same_.push_back(is_new ? place : same_[last->second]);
    if (!is_new) same_[last->second] = place;
    last->second = place;
    words_.push_back(std::move(word));
  }
}

std::string SplicedText::Article() {
  std::string text;
  while (text.size() < kArticleBytes) {
    for (std::size_t sentences = 3 + Below(4); sentences > 0; --sentences) {
      AppendSentence(&text);
      text += sentences > 1 ? ' ' : '\n';
    }
  }
  return text + '\n';
}

void SplicedText::AppendSentence(std::string* text) {
  std::size_t at = AnySentence();
  for (std::size_t length = 1;; ++length) {
    const std::string& word = words_[at];
    if (EndsSentence(word)) {
      if (length >= kShortestSentence) {
        *text += word;
        return;
      }
      *text += word.substr(0, word.find_last_of(".!?")) + ", ";
      at = AnySentence();
      continue;
    }
    if (Below(kMakeUp) == 0) {
      *text += MadeUpWord();
    } else {
      *text += Below(splicing_.replace) == 0 ? AnyWord() : word;
    }
    *text += ' ';
    if (Below(splicing_.jump) == 0) {
      for (std::size_t steps = 1 + Below(8); steps > 0; --steps) at = same_[at];
    }
    at = at + 1 < words_.size() ? at + 1 : AnySentence();
  }
}

std::string SplicedText::MadeUpWord() {
  std::string word;
  for (std::size_t syllables = 2 + Below(3); syllables > 0; --syllables) {
    word += "bdfgklmnprstvz"[Below(14)];
    word += "aeiou"[Below(5)];
  }
  return word;
}

}  // namespace calque::bench
