using LlmAspire.MockLlm.Recordings;
using Microsoft.Extensions.Options;

namespace LlmAspire.MockLlm;

/// <summary>Checks <see cref="MockLlmOptions"/> and reports everything that is wrong at once.</summary>
internal sealed class MockLlmOptionsValidator : IValidateOptions<MockLlmOptions>
{
    private const int LeastRequestBytes = 1024;
    private const int MostRequestBytes = 1024 * 1024 * 1024;
    private const int MostCalls = 100_000;
    private const int MostBodyBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan MostDelay = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LeastRetryAfter = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MockLlmOptions options)
    {
        string?[] errors =
        [
            Limit(nameof(options.MaxRequestBytes), options.MaxRequestBytes, LeastRequestBytes, MostRequestBytes),
            Limit(nameof(options.KeepCalls), options.KeepCalls, 0, MostCalls),
            Limit(nameof(options.KeepBodyBytes), options.KeepBodyBytes, 0, MostBodyBytes),
            options.SlowDelay > TimeSpan.Zero && options.SlowDelay <= MostDelay
                ? null
                : Error(nameof(options.SlowDelay), options.SlowDelay, $"more than 0 and at most {MostDelay}"),
            options.RetryAfter >= LeastRetryAfter && options.RetryAfter <= MostDelay && IsWhole(options.RetryAfter)
                ? null
                : Error(nameof(options.RetryAfter), options.RetryAfter, $"whole seconds, {LeastRetryAfter} to {MostDelay}"),
            .. options.Models.Select((model, index) => string.IsNullOrWhiteSpace(model)
                ? Error($"{nameof(options.Models)}:{index}", model, "a name that is not blank")
                : null),
            .. Folder(options.Recordings),
        ];
        var found = errors.OfType<string>().ToList();
        return found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }

    private static bool IsWhole(TimeSpan time) => time.Ticks % TimeSpan.TicksPerSecond == 0;

    private static string? Limit(string setting, int value, int least, int most) =>
        value >= least && value <= most ? null : Error(setting, value, $"{least} to {most}");

    private static IEnumerable<string> Folder(string? folder)
    {
        var problems = new List<string>();
        if (!string.IsNullOrEmpty(folder))
        {
            RecordingIndex.Read(folder, problems);
        }

        return problems.Select(problem => Error(nameof(MockLlmOptions.Recordings), folder!, $"a folder of recordings, but {problem}"));
    }

    private static string Error(string setting, object value, string allowed) =>
        $"{MockLlmOptions.SectionName}:{setting} is '{value}'; allowed is {allowed}.";
}
