// Spelling rules of English inflection, each proposal confirmed by hunspell.
#include "detector/compiler/lexicon.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <hunspell/hunspell.hxx>
#include <iterator>
#include <sstream>
#include <string_view>
#include <utility>

#include "detector/text/ascii_class.h"

// dictionaries/en/irregular.txt, put there by irregular_forms.S.
extern "C" {
extern const char calque_irregular_forms_begin[];
extern const char calque_irregular_forms_end[];
}

namespace calque::compiler {
namespace {

bool EndsWithSibilant(std::string_view word) {
  return word.ends_with('s') || word.ends_with('x') || word.ends_with('z') ||
         word.ends_with("ch") || word.ends_with("sh");
}

bool ConsonantY(std::string_view word) {
  return word.size() > 1 && word.back() == 'y' && !text::IsVowel(word[word.size() - 2]);
}

// "plan" -> "plann": a single vowel before a single final consonant.
bool MayDouble(std::string_view word) {
  const std::size_t n = word.size();
  if (n < 3 || text::IsVowel(word[n - 1]) ||
      std::string_view("wxy").find(word[n - 1]) != std::string_view::npos) {
    return false;
  }
  if (word.substr(n - 3, 2) == "ui" && n > 3 && word[n - 4] == 'q') return true;
  return text::IsVowel(word[n - 2]) && !text::IsVowel(word[n - 3]);
}

// One vowel: "strip", but not "visit".
bool HasOneVowel(std::string_view word) {
  return std::count_if(word.begin(), word.end(), text::IsVowel) == 1;
}

std::string AddS(const std::string& word) {
  if (ConsonantY(word)) return word.substr(0, word.size() - 1) + "ies";
  return word + (EndsWithSibilant(word) ? "es" : "s");
}

// Spellings of stem + suffix ("ed", "ing"), the most regular first.
std::vector<std::string> AddSuffix(const std::string& word, const std::string& suffix) {
  if (word.ends_with("ie") && suffix == "ing") return {word.substr(0, word.size() - 2) + "ying"};
  if (word.ends_with("ee") && suffix == "ing") return {word + "ing"};
  if (word.ends_with('e')) return {word.substr(0, word.size() - 1) + suffix};
  if (ConsonantY(word) && suffix == "ed") return {word.substr(0, word.size() - 1) + "ied"};
  if (MayDouble(word)) {
    const std::string doubled = word + word.back() + suffix;
    // Short words double ("planned"), longer ones mostly do not ("visited").
    if (word.size() <= 4 || HasOneVowel(word)) return {doubled, word + suffix};
    return {word + suffix, doubled};
  }
  return {word + suffix};
}

std::string Lower(std::string word) {
  for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return word;
}

// Keeps the capital of "Man" -> "Men".
std::string InCapitalsOf(const std::string& word, std::string form) {
  if (!word.empty() && std::isupper(static_cast<unsigned char>(word[0]))) {
    form[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(form[0])));
  }
  return form;
}

}  // namespace

Lexicon::Lexicon() = default;
Lexicon::Lexicon(Lexicon&&) noexcept = default;
Lexicon& Lexicon::operator=(Lexicon&&) noexcept = default;
Lexicon::~Lexicon() = default;

Status Lexicon::OpenHunspell(const std::string& dictionary) {
  const std::string affixes = dictionary + ".aff";
  const std::string words = dictionary + ".dic";
  for (const std::string& path : {affixes, words}) {
    // Hunspell itself says nothing when a file is not there.
    if (!std::filesystem::is_regular_file(path)) {
      return Error{ErrorCode::kNotFound,
                   path + ": this hunspell dictionary is needed to inflect entries"};
    }
  }
  hunspell_ = std::make_unique<Hunspell>(affixes.c_str(), words.c_str());
  return {};
}

Result<Lexicon> Lexicon::Open(const std::string& dictionary, const std::string& irregular) {
  Lexicon lexicon;
  if (Status opened = lexicon.OpenHunspell(dictionary); !opened.ok()) return opened.error();
  std::ifstream file(irregular);
  if (!file || std::filesystem::is_directory(irregular)) {
    return Error{ErrorCode::kNotFound, irregular + ": cannot be read"};
  }
  if (Status read = lexicon.ReadIrregular(irregular, file); !read.ok()) return read.error();
  return lexicon;
}

Result<Lexicon> Lexicon::Open(const std::string& dictionary) {
  Lexicon lexicon;
  if (Status opened = lexicon.OpenHunspell(dictionary); !opened.ok()) return opened.error();
  std::istringstream lines(std::string(calque_irregular_forms_begin, calque_irregular_forms_end));
  if (Status read = lexicon.ReadIrregular("built-in irregular forms", lines); !read.ok()) {
    return read.error();
  }
  return lexicon;
}

Status Lexicon::ReadIrregular(const std::string& name, std::istream& lines) {
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line[0] == '#' || ReadIrregularLine(line)) continue;
    return Error{ErrorCode::kInvalidArgument,
                 name + ":" + std::to_string(number) +
                     ": expected \"verb BASE PAST PARTICIPLE\", \"noun SINGULAR PLURAL\", "
                     "\"spelling AMERICAN BRITISH\" or \"class WORD WORD ...\""};
  }
  return {};
}

bool Lexicon::ReadIrregularLine(const std::string& line) {
  std::istringstream stream(line);
  std::string kind;
  stream >> kind;
  std::vector<std::string> words(std::istream_iterator<std::string>(stream), {});
  if (kind == "verb" && words.size() == 3) {
    verbs_[words[0]] = {words[1], words[2]};
  } else if (kind == "noun" && words.size() == 2) {
    plurals_[words[0]] = words[1];
  } else if (kind == "spelling" && words.size() == 2) {
    british_[words[0]] = words[1];
    american_[words[1]] = words[0];
  } else if (kind == "class" && words.size() >= 2) {
    std::vector<std::string> replaceable;
    for (std::string& word : words) {
      if (word.front() == '(' && word.back() == ')') {
        word = word.substr(1, word.size() - 2);
      } else {
        replaceable.push_back(word);
      }
    }
    for (const std::string& word : replaceable) classes_[word] = words;
  } else {
    return false;
  }
  return true;
}

std::string Lexicon::Respelt(const WordMap& spellings, const std::string& word) {
  const auto it = spellings.find(Lower(word));
  return it == spellings.end() ? "" : InCapitalsOf(word, it->second);
}

const std::vector<std::string>& Lexicon::ClassOf(const std::string& word) const {
  static const std::vector<std::string> kNone;
  const auto it = classes_.find(word);
  return it == classes_.end() ? kNone : it->second;
}

bool Lexicon::IsWord(const std::string& word) const { return hunspell_->spell(word); }

std::string Lexicon::FirstKnown(const std::vector<std::string>& forms) const {
  for (const std::string& form : forms) {
    if (IsWord(form)) return form;
  }
  return "";
}

std::optional<std::string> Lexicon::Plural(const std::string& noun) const {
  if (const auto it = plurals_.find(Lower(noun)); it != plurals_.end()) {
    return InCapitalsOf(noun, it->second);
  }
  if (noun.size() < 2 || !std::isalpha(static_cast<unsigned char>(noun.back()))) return {};
  const std::string plural = AddS(noun);
  if (!IsWord(plural)) return {};
  return plural;
}

std::optional<VerbForms> Lexicon::Verb(const std::string& base) const {
  if (base.size() < 2 || !IsWord(base)) return {};
  VerbForms forms;
  forms.third = base == "have" ? "has" : FirstKnown({AddS(base), base + "es"});
  forms.gerund = FirstKnown(AddSuffix(base, "ing"));
  if (const auto it = verbs_.find(Lower(base)); it != verbs_.end()) {
    forms.past = it->second.first;
    forms.participle = it->second.second;
  } else {
    forms.past = forms.participle = FirstKnown(AddSuffix(base, "ed"));
  }
  if (forms.third.empty() || forms.past.empty() || forms.gerund.empty()) return {};
  return forms;
}

}  // namespace calque::compiler
