// Phrases are found as dictionary entries are: by walking right from every token as
// long as the words read so far begin one.
#include "detector/scoring/ignore_list.h"

#include <algorithm>
#include <utility>

#include "detector/dictionary/dictionary_format.h"
#include "detector/scoring/finding_id.h"
#include "detector/text/segmenter.h"
#include "detector/text/token_key.h"

namespace calque::scoring {
namespace {

constexpr std::string_view kSpace = " \t\r";

std::string_view Trimmed(std::string_view line) {
  const std::size_t first = line.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(kSpace) - first + 1);
}

std::string_view WithoutComment(std::string_view line) {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at == 0 || kSpace.find(line[at - 1]) != std::string_view::npos) return line.substr(0, at);
  }
  return line;
}

bool TakePrefix(std::string_view prefix, std::string_view* line) {
  if (!line->starts_with(prefix)) return false;
  line->remove_prefix(prefix.size());
  return true;
}

std::string Quoted(std::string_view text) { return "\"" + std::string(text.substr(0, 80)) + "\""; }

bool IsFinding(std::string_view id) {
  return id.size() == kFindingDigits &&
         id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

Status IgnoreList::Add(const std::string& name, std::string_view text, const Known& known) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t newline = text.find('\n');
    const std::string_view line = Trimmed(WithoutComment(text.substr(0, newline)));
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    if (line.empty()) continue;
    if (const std::string fault = AddLine(line, known); !fault.empty()) {
      std::string message = name + ":" + std::to_string(number);
      message += ": " + fault;
      return Error{ErrorCode::kInvalidArgument, std::move(message)};
    }
    empty_ = false;
  }
  return {};
}

std::string IgnoreList::AddLine(std::string_view line, const Known& known) {
  if (TakePrefix("family:", &line)) {
    const auto family = ParseFamily(std::string(line));
    if (!family) return "unknown family " + Quoted(line);
    families_[static_cast<std::size_t>(*family)] = true;
    return "";
  }
  if (TakePrefix("finding:", &line)) {
    if (!IsFinding(line)) {
      return "finding " + Quoted(line) + " is not " + std::to_string(kFindingDigits) +
             " hexadecimal digits in small letters";
    }
    findings_.emplace(line);
    return "";
  }
  if (TakePrefix("phrase:", &line)) return AddPhrase(line);
  if (!known(line)) {
    return "there is no entry " + Quoted(line) +
           " (a line is an entry's id, family:NAME, phrase:WORDS or finding:ID)";
  }
  entries_.emplace(line);
  return "";
}

std::string IgnoreList::AddPhrase(std::string_view words) {
  const text::SegmentedText block = text::SegmentAll(words);
  if (block.keys.empty()) return "the phrase is empty";
  if (block.keys.size() > dictionary::kMaxPhraseTokens) {
    return "the phrase " + Quoted(words) + " has " + std::to_string(block.keys.size()) +
           " tokens, at most " + std::to_string(dictionary::kMaxPhraseTokens) + " are allowed";
  }
  text::NgramKey key = 0;
  for (const text::TokenKey token : block.keys) {
    key = text::Extend(key, token);
    beginnings_.insert(key);
  }
  phrases_.insert(key);
  return "";
}

void IgnoreList::FindPhrases(const text::SegmentedText& block,
                             std::vector<std::uint32_t>* reach) const {
  reach->assign(block.tokens.size(), 0);
  if (phrases_.empty()) return;
  std::uint32_t farthest = 0;
  for (std::uint32_t i = 0; i < block.keys.size(); ++i) {
    text::NgramKey key = 0;
    for (std::uint32_t end = i; end < block.keys.size(); ++end) {
      key = text::Extend(key, block.keys[end]);
      if (!beginnings_.contains(key)) break;
      if (phrases_.contains(key)) farthest = std::max(farthest, end + 1);
    }
    (*reach)[i] = farthest;
  }
}

}  // namespace calque::scoring
