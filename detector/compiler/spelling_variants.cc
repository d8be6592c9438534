// Each rule reads one spelling and appends what it makes of it; the rules run one
// after the other, so that they combine ("our grey-market" as "their gray market").
#include "detector/compiler/spelling_variants.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <string>
#include <utility>

namespace calque::compiler {
namespace {

using Respelling = std::function<std::string(const std::string&)>;

bool IsWordChar(char c) { return c != ' ' && c != '-'; }

// `phrase` with every word as `respell` writes it, or as it is where that is empty.
std::string WithWords(const std::string& phrase, const Respelling& respell) {
  std::string out;
  for (std::size_t i = 0; i < phrase.size();) {
    std::size_t end = i;
    while (end < phrase.size() && IsWordChar(phrase[end])) ++end;
    if (end == i) {
      out += phrase[i++];
      continue;
    }
    const std::string word = phrase.substr(i, end - i);
    const std::string respelt = respell(word);
    out += respelt.empty() ? word : respelt;
    i = end;
  }
  return out;
}

std::vector<std::string> WordsOf(const std::string& phrase) {
  std::vector<std::string> words;
  WithWords(phrase, [&](const std::string& word) {
    words.push_back(word);
    return word;
  });
  return words;
}

bool HasOnce(const std::string& phrase, const std::string& word) {
  const std::vector<std::string> words = WordsOf(phrase);
  return std::count(words.begin(), words.end(), word) == 1;
}

// The one word of the artifact that belongs to a class; empty when there are
// several, since they need not change alike.
std::string ClassWord(const std::string& artifact, const Lexicon& lexicon) {
  std::string found;
  for (const std::string& word : WordsOf(artifact)) {
    if (lexicon.ClassOf(word).empty()) continue;
    if (!found.empty()) return "";
    found = word;
  }
  return found;
}

void AddClasses(const Spelling& spelling, const Lexicon& lexicon, std::vector<Spelling>* out) {
  const std::string word = ClassWord(spelling.artifact, lexicon);
  for (const std::string& other : lexicon.ClassOf(word)) {
    if (other == word) continue;
    const Respelling swap = [&](const std::string& w) { return w == word ? other : ""; };
    Spelling swapped{WithWords(spelling.artifact, swap), {}};
    for (const std::string& original : spelling.originals) {
      if (HasOnce(original, word)) swapped.originals.push_back(WithWords(original, swap));
    }
    if (!swapped.originals.empty()) out->push_back(std::move(swapped));
  }
}

// The originals in the new variety first, then as they were: a name keeps its
// spelling in both.
void AddVariety(const Spelling& spelling, const Respelling& respell, std::vector<Spelling>* out) {
  Spelling other{WithWords(spelling.artifact, respell), {}};
  if (other.artifact == spelling.artifact) return;
  for (const std::string& original : spelling.originals) {
    const std::string respelt = WithWords(original, respell);
    other.originals.push_back(respelt);
    if (respelt != original) other.originals.push_back(original);
  }
  out->push_back(std::move(other));
}

std::size_t SpaceCount(const std::string& phrase) {
  return static_cast<std::size_t>(std::count(phrase.begin(), phrase.end(), ' '));
}

// "false superb rate" as "false-superb rate". Longer and shorter phrases stay, and
// those with a function word inside ("wellspring of energy") or an apostrophe.
std::string Joined(const std::string& phrase) {
  constexpr std::size_t kShortest = 4;  // of a middle word that is no "of", "and", "the"
  const std::vector<std::string> words = WordsOf(phrase);
  const bool compound = words.size() == 2 || (words.size() == 3 && words[1].size() >= kShortest);
  if (!compound || phrase.find_first_of("-'") != std::string::npos) return phrase;
  std::string joined = phrase;
  joined[joined.find(' ')] = '-';
  return joined;
}

// "cease-to-quit" as "cease to quit"; short parts ("e-newsletter") stay joined.
std::string Unjoined(const std::string& phrase) {
  std::string parted = phrase;
  std::replace(parted.begin(), parted.end(), '-', ' ');
  const std::vector<std::string> words = WordsOf(phrase);
  const bool whole =
      words.front().size() > 2 && words.back().size() > 2 &&
      std::all_of(phrase.begin(), phrase.end(), [](char c) {
        return c == ' ' || c == '-' || std::isalpha(static_cast<unsigned char>(c)) != 0;
      });
  return whole ? parted : phrase;
}

void AddRespelt(const Spelling& spelling, std::string (*respell)(const std::string&),
                std::vector<Spelling>* out) {
  Spelling other{respell(spelling.artifact), {}};
  if (other.artifact == spelling.artifact) return;
  for (const std::string& original : spelling.originals) {
    other.originals.push_back(respell(original));
  }
  out->push_back(std::move(other));
}

// A plural head is not itself joined: "heart-assault patients", not "heart-assaults".
void AddHyphens(const SourceEntry& entry, const Spelling& spelling, std::vector<Spelling>* out) {
  if (entry.inflect != Inflect::kNoun && entry.inflect != Inflect::kMass) return;
  const bool plural_pair =
      SpaceCount(spelling.artifact) == 1 && spelling.artifact.size() != entry.artifact.size();
  if (!plural_pair) AddRespelt(spelling, Joined, out);
  AddRespelt(spelling, Unjoined, out);
}

// Runs a rule over every spelling that stands before it began.
void Apply(std::vector<Spelling>* spellings,
           const std::function<void(const Spelling&, std::vector<Spelling>*)>& rule) {
  std::vector<Spelling> added;
  for (const Spelling& spelling : *spellings) rule(spelling, &added);
  for (Spelling& spelling : added) {
    const bool repeated =
        std::any_of(spellings->begin(), spellings->end(),
                    [&](const Spelling& other) { return other.artifact == spelling.artifact; });
    const bool itself = std::find(spelling.originals.begin(), spelling.originals.end(),
                                  spelling.artifact) != spelling.originals.end();
    if (!repeated && !itself) spellings->push_back(std::move(spelling));
  }
}

}  // namespace

std::vector<Spelling> AllSpellings(const SourceEntry& entry, const Lexicon& lexicon,
                                   SourceErrors* errors) {
  std::vector<Spelling> spellings = Inflected(entry, lexicon, errors);
  if (entry.case_mode == dictionary::CaseMode::kAny) {
    Apply(&spellings, [&](const Spelling& s, auto* out) { AddClasses(s, lexicon, out); });
  }
  Apply(&spellings, [&](const Spelling& s, auto* out) {
    AddVariety(
        s, [&](const std::string& word) { return lexicon.British(word); }, out);
    AddVariety(
        s, [&](const std::string& word) { return lexicon.American(word); }, out);
  });
  Apply(&spellings, [&](const Spelling& s, auto* out) { AddHyphens(entry, s, out); });
  return spellings;
}

}  // namespace calque::compiler
