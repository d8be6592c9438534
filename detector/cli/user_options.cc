// One file after another, in the order of the command line.
#include "detector/cli/user_options.h"

#include <cstdio>
#include <utility>

#include "detector/compiler/entry_source.h"
#include "detector/compiler/user_dictionary.h"

namespace calque::cli {

Result<DetectorOptions> UserOptions(const std::vector<std::string>& dictionaries,
                                    const std::string& hunspell,
                                    const std::vector<std::string>& ignore) {
  DetectorOptions options;
  for (const std::string& path : dictionaries) {
    auto user = compiler::CompileUserDictionary(path, hunspell);
    if (!user.ok()) return user.error();
    for (const std::string& warning : user->warnings) {
      std::fprintf(stderr, "calque: %s\n", warning.c_str());
    }
    for (const std::string& error : user->errors) std::fprintf(stderr, "%s\n", error.c_str());
    if (!user->errors.empty()) {
      return Error{ErrorCode::kInvalidArgument, path + ": " + std::to_string(user->errors.size()) +
                                                    " errors; nothing was scanned"};
    }
    options.dictionaries.push_back({path, std::move(user->bytes)});
  }
  for (const std::string& path : ignore) {
    auto text = compiler::ReadSource(path);
    if (!text.ok()) return text.error();
    options.ignore.push_back({path, std::move(*text)});
  }
  return options;
}

}  // namespace calque::cli
