using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Observing;
using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.Dialects.Written;

/// <summary>Every rule of every dialect, by answers written for it.</summary>
public sealed class WrittenAnswerTests
{
    private static readonly IReadOnlyList<WrittenAnswer> Answers =
    [
        .. OpenAiChatAnswers.All, .. OpenAiCousinAnswers.All, .. OpenAiResponsesAnswers.All, .. AnthropicAnswers.All, .. GeminiAnswers.All,
        .. OllamaAnswers.All, .. CohereAnswers.All, .. BedrockAnswers.All, .. ErrorAnswers.All, .. FramingAnswers.All,
    ];

    public static TheoryData<string> Names => [.. Answers.Select(answer => answer.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_answer_is_read_exactly_whole_and_however_it_is_cut(string name)
    {
        var answer = Answers.Single(answer => answer.Name == name);
        var body = answer.Body;

        Assert.Equal(answer.Expected, answer.Observe(body));
        Assert.Equal(answer.Expected, answer.Observe(Reading.Bytes(body)));
        for (var at = 1; at < body.Length; at++)
        {
            Assert.Equal(answer.Expected, answer.Observe(body[..at], body[at..]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Metering_alone_learns_the_same_facts_as_reading_the_content(string name)
    {
        var answer = Answers.Single(answer => answer.Name == name);
        var dialect = WireNames.Find(answer.Wire)!;
        var content = Read(answer, new DialectMeter(dialect, new AnswerContent()), answer.Body);

        Assert.Equal(content, Read(answer, new DialectMeter(dialect), answer.Body));
        Assert.Equal(content, Read(answer, new DialectMeter(dialect), Reading.Bytes(answer.Body)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_body_tells_its_dialect_where_the_path_says_another(string name)
    {
        var answer = Answers.Single(answer => answer.Name == name);
        var own = new DialectMeter(WireNames.Find(answer.Wire)!, new AnswerContent());
        _ = Read(answer, own, answer.Body);
        foreach (var other in Dialect.All)
        {
            var meter = new DialectMeter(other, new AnswerContent());
            _ = Read(answer, meter, answer.Body);

            // Errors and a few old bodies say nothing of their dialect.
            if (meter.Dialect != other && own.Dialect.HasUsageHeaders == other.HasUsageHeaders)
            {
                Assert.Equal(own.Dialect.NewReader().GetType(), meter.Dialect.NewReader().GetType());
                Assert.Equal(Reading.Text(own.Facts), Reading.Text(meter.Facts));
            }
        }
    }

    private static string Read(WrittenAnswer answer, DialectMeter meter, params ReadOnlyMemory<byte>[] chunks)
    {
        meter.ReadHead(answer.Status, answer.MediaType, answer.Headers.GetValueOrDefault);
        return Reading.Text(Reading.Read(meter, chunks).Facts);
    }
}
