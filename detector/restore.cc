// Puts originals back, so that what comes out reads as a writer would have left it.
// The first original of every hit is that of the joint reading of its sentence and is
// written in the case of the artifact already; what is left to do is at the seams:
// "a" or "an", a determiner on both sides, a period or possessive that doubles, the
// space around words that are left out. Nothing else of the text changes.
#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

#include "calque/detector.h"
#include "detector/scoring/article.h"

namespace calque {
namespace {

constexpr std::array<std::string_view, 13> kDeterminers = {
    "a",   "an",    "the",  "my",    "your",  "his",  "its",
    "our", "their", "this", "these", "those", "every"};

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool IsWordByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || byte >= 0x80;
}

void Capitalise(char* c) { *c = static_cast<char>(std::toupper(static_cast<unsigned char>(*c))); }

bool IsCapital(std::string_view word) {
  return !word.empty() && std::isupper(static_cast<unsigned char>(word.front())) != 0;
}

std::string_view SkipSpace(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  return text;
}

// The word that `text` begins with, "" when it begins with something else. Periods
// and commas inside belong to it ("U.S.", "11,000").
std::string_view FirstWord(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() &&
         (IsWordByte(text[size]) ||
          (size > 0 && size + 1 < text.size() && (text[size] == '.' || text[size] == ',') &&
           IsWordByte(text[size + 1])))) {
    ++size;
  }
  return text.substr(0, size);
}

// The word that `text` ends with, "" when it ends with something else.
std::string_view LastWord(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && IsWordByte(text[begin - 1])) --begin;
  // "plan-a", "O'a": parts of words are no words.
  const bool part = begin > 0 && (text[begin - 1] == '-' || text[begin - 1] == '\'' ||
                                  text[begin - 1] == '.' || text[begin - 1] == '&');
  return part ? std::string_view() : text.substr(begin);
}

// The word before the white space that `text` ends with, "" when there is none.
std::string_view WordBefore(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0 && IsSpace(text[end - 1])) --end;
  return end == text.size() ? std::string_view() : LastWord(text.substr(0, end));
}

bool EqualsLower(std::string_view word, std::string_view lower) {
  return std::equal(word.begin(), word.end(), lower.begin(), lower.end(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == b;
  });
}

bool IsDeterminer(std::string_view word) {
  return std::any_of(kDeterminers.begin(), kDeterminers.end(),
                     [&](std::string_view one) { return EqualsLower(word, one); });
}

bool IsArticleA(std::string_view word) { return EqualsLower(word, "a") || EqualsLower(word, "an"); }

class Restorer {
 public:
  explicit Restorer(std::string_view text) : text_(text) { out_.reserve(text.size()); }

  void Take(const Hit& hit) {
    if (hit.originals.empty() || hit.span.begin < at_ || hit.span.end > text_.size() ||
        hit.span.begin >= hit.span.end) {
      return;
    }
    CopyUntil(hit.span.begin);
    quote_ = text_.substr(hit.span.begin, hit.span.end - hit.span.begin);
    rest_ = text_.substr(hit.span.end);
    at_ = hit.span.end;
    original_ = hit.originals.front();
    KeepLineBreak();
    OneDeterminer();
    OneEnding();
    if (original_.empty()) {
      LeaveOut();
    } else {
      AgreeArticle(original_);
      out_ += original_;
    }
    open_ = IsArticleA(LastWord(out_)) || IsArticleA(WordBefore(out_));
  }

  std::string Finish() {
    CopyUntil(text_.size());
    return std::move(out_);
  }

 private:
  // An article that a hit has left at the end of the output waits for its word.
  void CopyUntil(std::size_t end) {
    while (open_ && at_ < end && IsSpace(text_[at_])) out_ += text_[at_++];
    if (open_ && at_ < end) AgreeArticle(text_.substr(at_));
    open_ = false;
    out_.append(text_.substr(at_, end - at_));
    at_ = end;
  }

  // The article that the output ends with, before `next`.
  void AgreeArticle(std::string_view next) {
    const std::string_view article = WordBefore(out_);
    if (!IsArticleA(article)) return;
    const auto begin = static_cast<std::size_t>(article.data() - out_.data());
    // "vitamin A": a capital inside a sentence is no article.
    if (IsCapital(article) && !WordBefore(std::string_view(out_).substr(0, begin)).empty()) return;
    const std::string_view word = FirstWord(next);
    if (IsDeterminer(word)) return;
    const scoring::Article right = scoring::ArticleBefore(word);
    const bool an = article.size() == 2;
    if (right == scoring::Article::kEither || (right == scoring::Article::kAn) == an) return;
    if (an) {
      out_.erase(begin + 1, 1);
    } else {
      out_.insert(begin + 1, 1, 'n');
    }
  }

  // The original has spaces where the artifact may have had the end of a line.
  void KeepLineBreak() {
    const std::size_t line = quote_.find('\n');
    const std::size_t space = original_.find(' ');
    if (line == std::string_view::npos || space == std::string::npos) return;
    const bool crlf = line > 0 && quote_[line - 1] == '\r';
    original_.replace(space, 1, crlf ? "\r\n" : "\n");
  }

  // "the" + "the party", "a" + "the party", "of the" + "the party".
  void OneDeterminer() {
    const std::string_view before = WordBefore(out_);
    const std::string_view first = FirstWord(original_);
    if (IsDeterminer(before) && IsDeterminer(first) && !IsDeterminer(FirstWord(quote_))) {
      if (IsArticleA(before)) {
        if (IsCapital(before)) Capitalise(original_.data());
        out_.resize(static_cast<std::size_t>(before.data() - out_.data()));
      } else {
        original_ = SkipSpace(std::string_view(original_).substr(first.size()));
      }
    }
    const std::string_view last = LastWord(original_);
    const std::string_view after = SkipSpace(rest_);
    if (!last.empty() && after.size() < rest_.size() && IsDeterminer(last) &&
        IsDeterminer(FirstWord(after)) && !IsDeterminer(LastWord(quote_))) {
      original_.resize(original_.size() - last.size());
      while (!original_.empty() && IsSpace(original_.back())) original_.pop_back();
    }
  }

  // "U.S." + ".", "the city's" + "'s".
  void OneEnding() {
    if (original_.ends_with('.') && rest_.starts_with('.')) original_.pop_back();
    const bool possessive = rest_.starts_with("'s") || rest_.starts_with("\xE2\x80\x99s");
    if (possessive && original_.ends_with("'s")) original_.resize(original_.size() - 2);
    const bool line_ends = rest_.empty() || rest_.front() == '\n' || rest_.front() == '\r';
    if (line_ends && quote_.ends_with('.') && !original_.ends_with('.')) original_ += '.';
  }

  // Words that were too many go with the space on one side of them.
  void LeaveOut() {
    const bool after_space = out_.empty() || IsSpace(out_.back());
    if (after_space && rest_.starts_with(' ')) {
      ++at_;
    } else if (!out_.empty() && out_.back() == ' ' &&
               (rest_.empty() || std::ispunct(static_cast<unsigned char>(rest_.front())) != 0 ||
                IsSpace(rest_.front()))) {
      out_.pop_back();
    }
    AgreeArticle(text_.substr(at_));
  }

  std::string_view text_;
  std::string out_;
  std::size_t at_ = 0;  // text_ is done up to here
  bool open_ = false;   // the output ends with an article whose word is not known yet
  // The current hit.
  std::string_view quote_;
  std::string_view rest_;
  std::string original_;
};

}  // namespace

std::string Restore(std::string_view text, const Report& report) {
  Restorer restorer(text);
  for (const Hit& hit : report.hits) restorer.Take(hit);
  return restorer.Finish();
}

}  // namespace calque
