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

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MockLlmOptions options)
    {
        var errors = new List<string>();
        if (options.MaxRequestBytes is < LeastRequestBytes or > MostRequestBytes)
        {
            errors.Add(Error(nameof(options.MaxRequestBytes), options.MaxRequestBytes, $"{LeastRequestBytes} to {MostRequestBytes} bytes"));
        }

        if (options.SlowDelay <= TimeSpan.Zero || options.SlowDelay > MostDelay)
        {
            errors.Add(Error(nameof(options.SlowDelay), options.SlowDelay, $"more than 0 and at most {MostDelay}"));
        }

        if (options.RetryAfter < TimeSpan.FromSeconds(1) || options.RetryAfter > MostDelay
            || options.RetryAfter.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            errors.Add(Error(nameof(options.RetryAfter), options.RetryAfter, $"whole seconds, 00:00:01 to {MostDelay}"));
        }

        if (options.KeepCalls is < 0 or > MostCalls)
        {
            errors.Add(Error(nameof(options.KeepCalls), options.KeepCalls, $"0 to {MostCalls}"));
        }

        if (options.KeepBodyBytes is < 0 or > MostBodyBytes)
        {
            errors.Add(Error(nameof(options.KeepBodyBytes), options.KeepBodyBytes, $"0 to {MostBodyBytes} bytes"));
        }

        if (options.Recordings is { Length: > 0 } folder && !File.Exists(Path.Combine(folder, RecordingLibrary.IndexFile)))
        {
            errors.Add(Error(nameof(options.Recordings), folder, $"a folder with {RecordingLibrary.IndexFile}, or nothing"));
        }

        for (var i = 0; i < options.Models.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(options.Models[i]))
            {
                errors.Add(Error($"{nameof(options.Models)}:{i}", options.Models[i], "a name that is not blank"));
            }
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static string Error(string setting, object value, string allowed) =>
        $"{MockLlmOptions.SectionName}:{setting} is '{value}'; allowed is {allowed}.";
}
