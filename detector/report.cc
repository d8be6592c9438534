// The names of verdicts, modes, strengths, families and error codes: what records,
// dictionaries and the command line call them.
#include "calque/report.h"

#include <array>
#include <string_view>

#include "calque/result.h"

namespace calque {
namespace {

constexpr std::array<const char*, 4> kVerdicts = {"clean", "suspect", "artifact", "insufficient"};
constexpr std::array<const char*, 3> kModes = {"strict", "balanced", "sensitive"};
constexpr std::array<const char*, 3> kStrengths = {"weak", "medium", "strong"};
constexpr std::array<const char*, kFamilyCount> kFamilies = {
    "synonym", "name", "idiom", "calque", "tortured", "furniture", "pivot-leak", "structure"};
constexpr std::array<const char*, 7> kErrorCodes = {
    "invalid_argument",   "not_found", "permission_denied", "data_loss", "unsupported",
    "resource_exhausted", "io"};

template <typename Enum, std::size_t kSize>
std::optional<Enum> Parse(const std::array<const char*, kSize>& names, std::string_view name) {
  for (std::size_t i = 0; i < kSize; ++i) {
    if (name == names[i]) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

const char* VerdictName(Verdict verdict) { return kVerdicts[static_cast<std::size_t>(verdict)]; }
const char* ModeName(Mode mode) { return kModes[static_cast<std::size_t>(mode)]; }
const char* StrengthName(Strength s) { return kStrengths[static_cast<std::size_t>(s)]; }
const char* FamilyName(Family family) { return kFamilies[static_cast<std::size_t>(family)]; }
const char* ErrorCodeName(ErrorCode code) { return kErrorCodes[static_cast<std::size_t>(code)]; }

std::optional<Mode> ParseMode(const std::string& name) { return Parse<Mode>(kModes, name); }
std::optional<Strength> ParseStrength(const std::string& name) {
  return Parse<Strength>(kStrengths, name);
}
std::optional<Family> ParseFamily(const std::string& name) {
  return Parse<Family>(kFamilies, name);
}

}  // namespace calque
