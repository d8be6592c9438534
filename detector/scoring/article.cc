// Rules of pronunciation, the special ones first. Prefixes stand for all their words
// ("honor" for "honorary"), so each was chosen to have no counterexample in common use.
#include "detector/scoring/article.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <string>

#include "detector/text/ascii_class.h"

namespace calque::scoring {
namespace {

// Consonants, as first sounds.
constexpr std::array<std::string_view, 26> kLikeYouOrWon = {
    "eu",   "ew",  "oneself", "oneness", "ouija", "unesco", "unanim", "ubiq", "ukr",
    "ukul", "uga", "ura",     "ure",     "uri",   "uro",    "uru",    "usa",  "use",
    "usi",  "usu", "uta",     "ute",     "uti",   "uto",    "uv",     "uy"};
constexpr std::array<std::string_view, 3> kLikeUnder = {"unid", "unim", "unin"};
constexpr std::array<std::string_view, 5> kSilentH = {"hour", "heir", "honest", "honor", "honour"};
constexpr std::array<std::string_view, 6> kEitherWay = {"herb",  "histor", "homage",
                                                        "hotel", "hyster", "habitua"};
// Consonant pairs that begin a word; an acronym with another pair is spelt out.
constexpr std::array<std::string_view, 31> kOnsets = {
    "bl", "br", "ch", "cl", "cr", "dr", "dw", "fl", "fr", "gl", "gr", "kn", "ph", "pl", "pr", "qu",
    "sc", "sh", "sk", "sl", "sm", "sn", "sp", "st", "sw", "th", "tr", "tw", "wh", "wr", "rh"};

template <std::size_t kSize>
bool BeginsWith(const std::array<std::string_view, kSize>& prefixes, std::string_view word) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return word.starts_with(prefix); });
}

Article VowelIf(bool vowel) { return vowel ? Article::kAn : Article::kA; }

Article BeforeLetterName(char letter) {
  return VowelIf(std::string_view("aefhilmnorsx").find(letter) != std::string_view::npos);
}

// "8", "80", "8,000", "11", "18", "18th", "11,000", and the years of those centuries.
Article BeforeNumber(std::string_view number) {
  if (number.front() == '8') return Article::kAn;
  std::size_t digits = 0;
  for (const char c : number) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      ++digits;
    } else if (c != ',') {
      break;
    }
  }
  const bool teen = number.starts_with("11") || number.starts_with("18");
  const bool year = digits == 4 && number.find(',') == std::string_view::npos;
  return VowelIf(teen && (digits % 3 == 2 || year));
}

bool IsSpeltOut(std::string_view acronym) {
  if (acronym.size() <= 3 || std::none_of(acronym.begin(), acronym.end(), text::IsVowel))
    return true;
  return !text::IsVowel(acronym[0]) && !text::IsVowel(acronym[1]) && !BeginsWith(kOnsets, acronym);
}

Article BeforeLowerWord(std::string_view word) {
  if (word.size() == 1) return BeforeLetterName(word.front());
  if (word == "one" || word == "ones" || word == "once") return Article::kA;
  if (BeginsWith(kEitherWay, word)) return Article::kEither;
  if (BeginsWith(kSilentH, word)) return Article::kAn;
  // "unimportant" is un-, "uniform" is not.
  if (BeginsWith(kLikeUnder, word)) return Article::kAn;
  if (word.starts_with("uni") || BeginsWith(kLikeYouOrWon, word)) return Article::kA;
  // "Ypres", "yttrium".
  if (word.front() == 'y') return VowelIf(!text::IsVowel(word[1]));
  return VowelIf(text::IsVowel(word.front()));
}

}  // namespace

Article ArticleBefore(std::string_view word) {
  word = word.substr(0, word.find('-'));
  if (word.empty()) return Article::kEither;
  if (std::isdigit(static_cast<unsigned char>(word.front())) != 0) return BeforeNumber(word);
  bool capitals = true;
  std::string lower;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) return Article::kEither;
    if (c == '.') continue;  // "U.S."
    capitals = capitals && std::isupper(byte) != 0;
    lower.push_back(static_cast<char>(std::tolower(byte)));
  }
  if (lower.empty() || std::isalpha(static_cast<unsigned char>(lower.front())) == 0) {
    return Article::kEither;
  }
  if (capitals && IsSpeltOut(lower)) return BeforeLetterName(lower.front());
  return BeforeLowerWord(lower);
}

}  // namespace calque::scoring
