// Errors as values: what every fallible call of Calque returns.
//
// No exception leaves the library. A call that can fail returns a Status (no
// value) or a Result<T> (a value or an Error). The message is a whole sentence
// that names the file and the place; the code is for programs.
#ifndef CALQUE_RESULT_H_
#define CALQUE_RESULT_H_

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace calque {

enum class ErrorCode {
  kInvalidArgument,    // the caller asked for something that makes no sense
  kNotFound,           // a file or a section that is not there
  kPermissionDenied,   // a file that may not be read or written
  kDataLoss,           // damaged, truncated or foreign bytes
  kUnsupported,        // a version or a format this build does not know
  kResourceExhausted,  // a stated limit was passed, or the disk is full
  kIo,                 // reading or writing failed
};

// The name of a code as records print it: "invalid_argument", "data_loss", ...
const char* ErrorCodeName(ErrorCode code);

struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string message;
};

// Success, or an Error. Converts from Error, so that `return Error{...};` works.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}  // NOLINT: implicit by design

  bool ok() const { return !error_.has_value(); }
  // Requires !ok().
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

// A T, or an Error. Move-only when T is.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT: implicit by design
  Result(Error error) : state_(std::move(error)) {}  // NOLINT: implicit by design

  bool ok() const { return std::holds_alternative<T>(state_); }

  // Require ok().
  T& operator*() & { return *std::get_if<T>(&state_); }
  const T& operator*() const& { return *std::get_if<T>(&state_); }
  T&& operator*() && { return std::move(*std::get_if<T>(&state_)); }
  T* operator->() { return std::get_if<T>(&state_); }
  const T* operator->() const { return std::get_if<T>(&state_); }

  // Requires !ok().
  const Error& error() const { return *std::get_if<Error>(&state_); }

 private:
  std::variant<T, Error> state_;
};

}  // namespace calque

#endif  // CALQUE_RESULT_H_
