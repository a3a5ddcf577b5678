using Microsoft.Extensions.Options;

namespace LlmAspire.FilterService;

/// <summary>Checks <see cref="FilterServiceOptions"/>.</summary>
internal sealed class FilterServiceOptionsValidator : IValidateOptions<FilterServiceOptions>
{
    private const int Least = 1024;
    private const int Most = 256 * 1024 * 1024;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FilterServiceOptions options) =>
        options.MaxChunkBytes is >= Least and <= Most
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{FilterServiceOptions.SectionName}:{nameof(options.MaxChunkBytes)} is '{options.MaxChunkBytes}'; "
                + $"allowed is {Least} to {Most} bytes.");
}
