using System.Globalization;
using System.Text.Json;

namespace LlmAspire.Tests.Signals.Reference;

public sealed class ConformanceTests
{
    [Theory]
    [InlineData("signals_upstream_tests.json", 41)]
    [InlineData("signals_legacy_tests.json", 35)]
    public void Counts_quality_and_flag_are_those_of_the_reference(string file, int cases)
    {
        var differences = Differences(file, cases, static (ours, theirs) =>
            ours.GetProperty("overall_quality").GetString() == theirs.GetProperty("overall_quality").GetString()
            && ours.GetProperty("flagged").GetBoolean() == theirs.GetProperty("flagged").GetBoolean()
            && ours.GetProperty("quality_score").GetDouble() == theirs.GetProperty("quality_score").GetDouble()
            && JsonElement.DeepEquals(ours.GetProperty("signal_counts"), theirs.GetProperty("signal_counts")));

        Assert.Empty(differences);
    }

    [Theory]
    [InlineData("signals_upstream_tests.json", 41)]
    [InlineData("signals_legacy_tests.json", 35)]
    public void Places_and_confidences_are_those_of_the_reference(string file, int cases)
    {
        var differences = Differences(file, cases, static (ours, theirs) =>
            Places(ours.GetProperty("signals").EnumerateArray()).SequenceEqual(Places(ReferenceCases.SignalsOf(theirs))));

        Assert.Empty(differences);
    }

    [Theory]
    [InlineData("signals_upstream_tests.json", 41)]
    [InlineData("signals_legacy_tests.json", 35)]
    public void Summary_turns_snippets_and_metadata_are_those_of_the_reference(string file, int cases)
    {
        var differences = Differences(file, cases, static (ours, theirs) =>
            ours.GetProperty("summary").GetString() == theirs.GetProperty("summary").GetString()
            && IsNear(ours.GetProperty("turn_metrics"), theirs.GetProperty("turn_metrics"))
            && Texts(ours.GetProperty("signals").EnumerateArray()).SequenceEqual(Texts(ReferenceCases.SignalsOf(theirs))));

        Assert.Empty(differences);
    }

    private static string[] Differences(string file, int cases, Func<JsonElement, JsonElement, bool> isSame)
    {
        var results = ReferenceCases.Compare(file).Select(test => (test.Id, Same: isSame(test.Ours, test.Theirs))).ToArray();
        Assert.Equal(cases, results.Length);
        return [.. results.Where(static result => !result.Same).Select(static result => result.Id)];
    }

    private static IEnumerable<string> Places(IEnumerable<JsonElement> signals) => signals
        .Select(static signal => string.Create(
            CultureInfo.InvariantCulture,
            $"{signal.GetProperty("type")} {signal.GetProperty("message_index")} {signal.GetProperty("confidence").GetDouble():F4}"))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Texts(IEnumerable<JsonElement> signals) => signals
        .Select(static signal => $"{signal.GetProperty("type")} {signal.GetProperty("snippet")} {Flat(signal.GetProperty("metadata"))}")
        .Order(StringComparer.Ordinal);

    private static string Flat(JsonElement metadata) => string.Join(';', metadata.EnumerateObject()
        .OrderBy(static member => member.Name, StringComparer.Ordinal)
        .Select(static member => $"{member.Name}={Plain(member.Value)}"));

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble().ToString("F4", CultureInfo.InvariantCulture),
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Plain)),
        _ => value.ToString(),
    };

    private static bool IsNear(JsonElement ours, JsonElement theirs) => Flat(ours) == Flat(theirs);
}
