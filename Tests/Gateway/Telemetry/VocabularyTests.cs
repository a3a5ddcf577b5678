using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LlmAspire.Gateway.Telemetry;

namespace LlmAspire.Tests.Gateway.Telemetry;

public sealed partial class VocabularyTests
{
    [Theory]
    [InlineData("Attributes of spans", typeof(Names.Attributes))]
    [InlineData("Events of spans", typeof(Names.Events))]
    [InlineData("Metrics", typeof(Names.Metrics))]
    [InlineData("Labels", typeof(Names.Labels))]
    public void The_names_in_the_code_are_those_of_the_documentation(string section, Type names)
    {
        var documented = Section(section).Select(line => FirstCell().Match(line)).Where(cell => cell.Success).Select(cell => cell.Groups[1].Value);

        Assert.Equal(documented.Order(StringComparer.Ordinal), Constants(names).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Constants(Type names) =>
        names.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

    private static IEnumerable<string> Section(string title) => File.ReadLines(Path.Combine(Repository(), "docs", "telemetry.md"))
        .SkipWhile(line => line != "## " + title).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "..", "..", "..", ".."));

    [GeneratedRegex(@"^\| `([a-z_.0-9]+)` \|")]
    private static partial Regex FirstCell();
}
