// Nouns change in their last word, verbs in their first.
#include "detector/compiler/inflection.h"

#include <algorithm>
#include <utility>

namespace calque::compiler {
namespace {

std::string LastWord(const std::string& phrase) {
  return phrase.substr(phrase.find_last_of(" -") + 1);
}

std::string WithLastWord(const std::string& phrase, const std::string& word) {
  return phrase.substr(0, phrase.size() - LastWord(phrase).size()) + word;
}

std::string FirstWord(const std::string& phrase) { return phrase.substr(0, phrase.find(' ')); }

std::string WithFirstWord(const std::string& phrase, const std::string& word) {
  return word + phrase.substr(FirstWord(phrase).size());
}

void AddPlural(const SourceEntry& entry, const Lexicon& lexicon, std::vector<Spelling>* out) {
  const auto plural = lexicon.Plural(LastWord(entry.artifact));
  if (!plural) return;
  Spelling spelling{WithLastWord(entry.artifact, *plural), {}};
  for (const std::string& original : entry.originals) {
    if (const auto form = lexicon.Plural(LastWord(original))) {
      spelling.originals.push_back(WithLastWord(original, *form));
    }
  }
  if (!spelling.originals.empty()) out->push_back(std::move(spelling));
}

using Forms = std::vector<std::string>;

// The forms of an original that answer one form of the artifact: where the
// artifact writes past and participle alike, the original may need either.
void AddVerbForm(const SourceEntry& entry, const Lexicon& lexicon, const std::string& form,
                 Forms (*pick)(const VerbForms&), std::vector<Spelling>* out) {
  Spelling spelling{WithFirstWord(entry.artifact, form), {}};
  for (const std::string& original : entry.originals) {
    const auto forms = lexicon.Verb(FirstWord(original));
    if (!forms) continue;
    for (const std::string& answer : pick(*forms)) {
      spelling.originals.push_back(WithFirstWord(original, answer));
    }
  }
  if (!spelling.originals.empty()) out->push_back(std::move(spelling));
}

void AddVerbForms(const SourceEntry& entry, const Lexicon& lexicon, const VerbForms& verb,
                  std::vector<Spelling>* out) {
  AddVerbForm(
      entry, lexicon, verb.third, [](const VerbForms& f) { return Forms{f.third}; }, out);
  AddVerbForm(
      entry, lexicon, verb.gerund, [](const VerbForms& f) { return Forms{f.gerund}; }, out);
  if (verb.past == verb.participle) {
    const auto both = [](const VerbForms& f) {
      return f.past == f.participle ? Forms{f.past} : Forms{f.past, f.participle};
    };
    AddVerbForm(entry, lexicon, verb.past, both, out);
    return;
  }
  AddVerbForm(
      entry, lexicon, verb.past, [](const VerbForms& f) { return Forms{f.past}; }, out);
  AddVerbForm(
      entry, lexicon, verb.participle, [](const VerbForms& f) { return Forms{f.participle}; }, out);
}

}  // namespace

std::vector<Spelling> Inflected(const SourceEntry& entry, const Lexicon& lexicon,
                                SourceErrors* errors) {
  std::vector<Spelling> spellings = {{entry.artifact, entry.originals}};
  if (entry.inflect == Inflect::kNoun) AddPlural(entry, lexicon, &spellings);
  if (entry.inflect == Inflect::kVerb) {
    if (const auto verb = lexicon.Verb(FirstWord(entry.artifact))) {
      AddVerbForms(entry, lexicon, *verb, &spellings);
    }
  }
  const bool asks = entry.inflect == Inflect::kNoun || entry.inflect == Inflect::kVerb;
  if (asks && spellings.size() == 1) {
    errors->push_back(
        entry.Where() + ": \"" + entry.artifact +
        "\" and its originals have no forms that hunspell knows; leave inflect empty");
  }
  // A verb whose past is its base ("cut") repeats a spelling.
  std::vector<Spelling> unique;
  for (Spelling& spelling : spellings) {
    const bool repeated = std::any_of(unique.begin(), unique.end(), [&](const Spelling& other) {
      return other.artifact == spelling.artifact;
    });
    const bool itself = std::find(spelling.originals.begin(), spelling.originals.end(),
                                  spelling.artifact) != spelling.originals.end();
    if (!repeated && !itself) unique.push_back(std::move(spelling));
  }
  return unique;
}

}  // namespace calque::compiler
