// Cuts a text exactly as the command in the header cuts the training text.
#include "detector/evaluation/character_model.h"

#include <utility>
#include <vector>

#include "detector/lm/table_codec.h"
#include "detector/text/token_key.h"

namespace calque::evaluation {
namespace {

constexpr std::string_view kBlank = " \t";

bool Continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

void KeysOf(std::string_view line, std::vector<text::TokenKey>* keys) {
  keys->clear();
  for (std::size_t begin = 0; begin < line.size();) {
    std::size_t end = begin + 1;
    if (kBlank.find(line[begin]) != std::string_view::npos) {
      end = std::min(line.find_first_not_of(kBlank, begin), line.size());
      keys->push_back(text::HashToken("_"));
    } else {
      while (end < line.size() && Continues(line[end])) ++end;
      keys->push_back(text::HashToken(line.substr(begin, end - begin)));
    }
    begin = end;
  }
}

Error In(const std::string& path, const Error& error) {
  return {error.code, path + ": " + error.message};
}

}  // namespace

Result<CharacterModel> CharacterModel::Open(const std::string& path) {
  auto pages = lm::LoadTable(path);
  if (!pages.ok()) return pages.error();
  const auto model = lm::NgramModel::Open(pages->bytes());
  if (!model.ok()) return In(path, model.error());
  return CharacterModel(std::move(*pages), *model);
}

double CharacterModel::Surprise(std::string_view text) const {
  std::vector<text::TokenKey> keys;
  double log10_prob = 0;
  std::size_t events = 0;
  while (!text.empty()) {
    const std::size_t newline = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, newline);
    text.remove_prefix(std::min(newline + 1, text.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    KeysOf(line, &keys);
    std::vector<lm::WordScore> scores(keys.size() + 1);
    model_.ScoreSentence(keys, scores);
    for (const lm::WordScore& score : scores) log10_prob += score.log10_prob;
    events += scores.size();
  }
  return events > 0 ? -log10_prob / static_cast<double>(events) : 0;
}

}  // namespace calque::evaluation
