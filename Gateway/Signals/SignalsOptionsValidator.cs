using System.Globalization;
using LlmAspire.Signals.Taxonomy;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Signals;

/// <summary>Checks section <c>Gateway:Signals</c> at start and reports everything that is wrong at once.</summary>
internal sealed class SignalsOptionsValidator : IValidateOptions<SignalsOptions>
{
    private const long LargestBytes = 1024L * 1024 * 1024;
    private const int LongestMarker = 16;
    private const int LongestPhrase = 200;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SignalsOptions options)
    {
        var errors = new List<string>();
        CheckNumber(errors, nameof(options.MaxWaiting), options.MaxWaiting, 1, 1_000_000);
        CheckNumber(errors, nameof(options.MaxWaitingBytes), options.MaxWaitingBytes, 1024, LargestBytes);
        CheckNumber(errors, nameof(options.MaxConversationBytes), options.MaxConversationBytes, 1024, LargestBytes);
        CheckNumber(errors, nameof(options.MaxKeptBytes), options.MaxKeptBytes, 0, LargestBytes);
        if (options.FlagMarker.Length > LongestMarker || options.FlagMarker.Any(char.IsControl))
        {
            errors.Add($"{SignalsOptions.SectionName}:FlagMarker must have at most {LongestMarker} characters and no control characters.");
        }

        CheckTypes(errors, options);
        if (!Enum.IsDefined(options.Mode))
        {
            errors.Add($"{SignalsOptions.SectionName}:Mode is '{options.Mode}': it must be refined or reference.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckTypes(List<string> errors, SignalsOptions options)
    {
        foreach (var type in options.DisabledTypes.Concat(options.OwnPhrases.Select(own => own.Type)).Where(type => !IsType(type)))
        {
            errors.Add($"{SignalsOptions.SectionName}: '{type}' is no signal type; there are {string.Join(", ", Ids)}.");
        }

        foreach (var own in options.OwnPhrases.Where(own => own.Phrase.Length > LongestPhrase || string.IsNullOrWhiteSpace(own.Phrase)))
        {
            errors.Add($"{SignalsOptions.SectionName}:OwnPhrases: a phrase of {own.Type} must have 1 to {LongestPhrase} characters.");
        }
    }

    private static void CheckNumber(List<string> errors, string setting, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            errors.Add(string.Create(
                CultureInfo.InvariantCulture, $"{SignalsOptions.SectionName}:{setting} is {value}: it must be between {least} and {most}."));
        }
    }

    private static bool IsType(string id) => SignalTaxonomy.TryParse(id, out _);

    private static IEnumerable<string> Ids => SignalTaxonomy.Types.Select(type => type.Id);
}
