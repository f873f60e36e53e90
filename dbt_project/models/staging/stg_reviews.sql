with

source as (

    select * from {{ source('raw', 'reviews') }}

),

renamed as (

    select
        line_number as review_line,
        claim_id,
        field as reviewed_field,
        value as reviewed_value,

        reviewed_by,
        try_cast(reviewed_on as date) as reviewed_on,
        reason as review_reason,

        problem

    from source

)

select * from renamed
