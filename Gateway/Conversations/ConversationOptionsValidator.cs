using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Conversations;

/// <summary>Checks section <c>Gateway:Conversations</c> at start and reports everything that is wrong at once.</summary>
internal sealed class ConversationOptionsValidator : IValidateOptions<ConversationOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ConversationOptions options)
    {
        var errors = new List<string>();
        void Check(bool valid, string setting, object value, string allowed)
        {
            if (!valid)
            {
                errors.Add(FormattableString.Invariant($"{ConversationOptions.SectionName}:{setting} is {value}: it must be {allowed}."));
            }
        }

        Check(
            options.RecordsAll || string.Equals(options.Record, "requested", StringComparison.OrdinalIgnoreCase),
            nameof(options.Record), $"'{options.Record}'", "'requested' or 'all'");
        Check(
            options.Timeout >= TimeSpan.FromMilliseconds(10) && options.Timeout <= TimeSpan.FromMinutes(1),
            nameof(options.Timeout), options.Timeout, "between 00:00:00.0100000 and 00:01:00");
        Check(
            options.TimeToLive >= TimeSpan.FromSeconds(1) && options.TimeToLive <= TimeSpan.FromDays(3650),
            nameof(options.TimeToLive), options.TimeToLive, "between 00:00:01 and 3650.00:00:00");
        Check(options.MaxItems is >= 2 and <= 1_000_000, nameof(options.MaxItems), options.MaxItems, "between 2 and 1000000");
        Check(
            options.MaxBytes is >= 1024 and <= 512L * 1024 * 1024,
            nameof(options.MaxBytes), options.MaxBytes, "between 1024 and 536870912");
        Check(options.MaxInMemory is >= 1 and <= 10_000_000, nameof(options.MaxInMemory), options.MaxInMemory, "between 1 and 10000000");
        Check(
            options.MaxBytesInMemory is >= 1024 and <= 64L * 1024 * 1024 * 1024,
            nameof(options.MaxBytesInMemory), options.MaxBytesInMemory, "between 1024 and 68719476736");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
