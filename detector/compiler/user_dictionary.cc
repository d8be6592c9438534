// The same steps as for the pack, without a model.
#include "detector/compiler/user_dictionary.h"

#include <algorithm>
#include <span>

#include "detector/compiler/dictionary_compiler.h"
#include "detector/compiler/lexicon.h"
#include "detector/storage/pack_writer.h"

namespace calque::compiler {
namespace {

std::span<const std::byte> AsBytes(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

bool IsInflected(const SourceEntry& entry) { return entry.inflect != Inflect::kNone; }

// Inflects with hunspell when an entry asks for it and hunspell is there.
CompiledDictionary Compile(const std::vector<SourceEntry>& entries, const std::string& hunspell,
                           UserDictionary* user) {
  const auto inflected = std::count_if(entries.begin(), entries.end(), IsInflected);
  if (inflected == 0) return CompileAsWritten(entries, &user->errors);
  const auto lexicon = Lexicon::Open(hunspell);
  if (lexicon.ok()) return CompileDictionary(entries, *lexicon, &user->errors);
  user->warnings.push_back(entries.front().file + ": " + std::to_string(inflected) +
                           " entries match only as written: " + lexicon.error().message);
  return CompileAsWritten(entries, &user->errors);
}

}  // namespace

Result<UserDictionary> CompileUserDictionary(const std::string& path, const std::string& hunspell) {
  const auto text = ReadSource(path);
  if (!text.ok()) return text.error();
  UserDictionary user;
  std::vector<SourceEntry> entries;
  ParseEntries(path, *text, &entries, &user.errors, Examples::kOptional);
  CheckEntries(entries, &user.errors);
  const CompiledDictionary compiled = Compile(entries, hunspell, &user);
  if (compiled.entries == 0 && user.errors.empty()) {
    user.errors.push_back(path + ": has no entry");
  }
  user.entries = compiled.entries;
  user.phrases = compiled.phrases;
  storage::PackWriter writer;
  writer.Add("dictionary", AsBytes(compiled.section));
  user.bytes = writer.Serialize();
  return user;
}

}  // namespace calque::compiler
