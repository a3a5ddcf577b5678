using LlmAspire.FilterService.Rules;
using LlmAspire.Tests.FilterService.Infrastructure;

namespace LlmAspire.Tests.FilterService.Rules;

public sealed class HarmlessTextTests
{
    private static readonly RuleSet Everything = FilterRun.Rules("pii", "secrets");

    public static TheoryData<string> Wires => [.. AnswerWire.All.Where(wire => !wire.Nested).Select(wire => wire.Name)];

    [Theory]
    [MemberData(nameof(Wires))]
    public void Harmless_texts_come_back_byte_for_byte(string wireName)
    {
        var wire = AnswerWire.All.Single(wire => wire.Name == wireName);
        var tripped = new List<string>();
        foreach (var text in HarmlessTexts.All)
        {
            using var run = new FilterRun(Everything, wire.Path);
            string[] events = [.. wire.Stream(text.Chunk(4).Select(part => new string(part)), JsonWire.Plain)];

            run.SendAll(events);

            if (!events.SequenceEqual(run.Delivered))
            {
                tripped.Add($"{text} -> {string.Concat(run.Delivered.SelectMany(block => JsonWire.TextsOf(block, wire.Member)))}");
            }
        }

        Assert.True(tripped.Count == 0, string.Join('\n', tripped));
    }

    [Fact]
    public void There_are_more_than_200_of_them() => Assert.True(HarmlessTexts.All.Distinct().Count() > 200);
}
