using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Costs;

/// <summary>Registers the prices.</summary>
internal static class CostsExtensions
{
    /// <summary>Adds the price table of section <c>Gateway:Prices</c>, validated at start.</summary>
    /// <param name="services">The gateway's registrations.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddCosts(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<PricesOptions>().BindConfiguration(PriceOptions.SectionName);
        services.AddSingleton<IValidateOptions<PricesOptions>, PricesOptionsValidator>();
        services.AddSingleton<PriceTable>();
        return services;
    }
}
