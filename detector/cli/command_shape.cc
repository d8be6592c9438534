// Reads the tree of CLI::App commands into plain data.
#include "detector/cli/command_shape.h"

#include <string_view>
#include <utility>

namespace calque::cli {
namespace {

// "{a,b}", as it stands in the name of a Choice and in the description of CLI::IsMember.
std::vector<std::string> SplitList(std::string_view list) {
  if (list.size() < 2 || list.front() != '{' || list.back() != '}') return {};
  return CLI::detail::split(std::string(list.substr(1, list.size() - 2)), ',');
}

std::vector<std::string> ValuesOf(CLI::Option* option) {
  std::vector<std::string> values;
  try {
    const CLI::Validator* validator = option->get_validator(0);
    values = SplitList(validator->get_name());
    if (values.empty()) values = SplitList(validator->get_description());
  } catch (const CLI::OptionNotFound&) {
    return {};  // it has no validator
  }
  return values;
}

// The name of the value without the descriptions of validators, which get_type_name() adds:
// "N:INT in [0 - 1024]".
std::string ValueName(const CLI::Option& option) {
  const std::string name = option.get_type_name();
  const std::string first = name.substr(0, name.find(':'));
  return first.empty() ? "VALUE" : first;
}

OptionShape ShapeOf(CLI::Option* option) {
  OptionShape shape;
  shape.help = option->get_description();
  shape.positional = option->get_positional();
  if (shape.positional) {
    shape.names = {option->get_name(true)};
  } else {
    for (const std::string& name : option->get_snames()) shape.names.push_back("-" + name);
    for (const std::string& name : option->get_lnames()) shape.names.push_back("--" + name);
  }
  if (option->get_items_expected_max() > 0) shape.value = ValueName(*option);
  shape.values = ValuesOf(option);
  return shape;
}

void AddShapes(CLI::App* command, const std::string& path, std::vector<CommandShape>* shapes) {
  CommandShape shape{path, command->get_description(), command->get_footer(), {}, {}};
  for (CLI::Option* option : command->get_options()) {
    if (!option->get_group().empty()) shape.options.push_back(ShapeOf(option));
  }
  const auto visible = [](const CLI::App* inner) { return !inner->get_group().empty(); };
  const std::vector<CLI::App*> inner = command->get_subcommands(visible);
  for (const CLI::App* one : inner) shape.subcommands.push_back(one->get_name());
  shapes->push_back(std::move(shape));
  for (CLI::App* one : inner) {
    AddShapes(one, path.empty() ? one->get_name() : path + " " + one->get_name(), shapes);
  }
}

}  // namespace

std::vector<CommandShape> CommandShapes(CLI::App* app) {
  std::vector<CommandShape> shapes;
  AddShapes(app, "", &shapes);
  return shapes;
}

}  // namespace calque::cli
